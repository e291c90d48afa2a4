using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks that learn noisy labels of two classes of images.</summary>
public abstract record TwoClassTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>The two classes.</summary>
    public required string[] Classes { get; init; }

    /// <summary>Images of both classes; 0 for all.</summary>
    public required int Images { get; init; }

    /// <summary>Hidden layer widths.</summary>
    public required int[] Hidden { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps between two records.</summary>
    public required long RecordEvery { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }
}
