using System.Text;

namespace Overtone.Data;

/// <summary>A data set in its two usual parts.</summary>
/// <param name="Train">The training images, or all images where the source has one part only.</param>
/// <param name="Test">The held-out images of the same shape and classes, or null where the source has one part only.</param>
/// <remarks>Source: the train/test division the distributors of each set made; see docs/data.md.</remarks>
public sealed record DataSplit(Dataset Train, Dataset? Test)
{
    private readonly Dataset? _train = Train;
    private readonly string _path = "";
    private readonly string _missing = "";

    // A test part alone: what is missing is said when somebody asks for it.
    private DataSplit(Dataset test, string path, string missing)
        : this(null!, test) => (_path, _missing) = (path, missing);

    /// <summary>The training images, or all images where the source has one part only.</summary>
    /// <exception cref="DataFormatException">That one is a test part: nobody should train on it by mistake.</exception>
    public Dataset Train
    {
        get => _train ?? throw new DataFormatException(_path, "training images", "none, only a test part", _missing);
        init => _train = value;
    }

    /// <summary>What a finished model is judged on: the test images, or all images where there is one part only.</summary>
    public Dataset Evaluation => Test ?? Train;

    /// <summary>A test part without its training part, which is enough to judge a finished model.</summary>
    /// <param name="test">The held-out images.</param>
    /// <param name="path">Where they lie.</param>
    /// <param name="missing">What would have to lie there too.</param>
    internal static DataSplit TestAlone(Dataset test, string path, string missing) => new(test, path, missing);

    /// <summary>Requires that the images of each part have one size.</summary>
    internal void RequireOneSize()
    {
        _train?.RequireOneSize();
        Test?.RequireOneSize();
    }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"Train = {_train}, Test = {Test}");
        return true;
    }
}
