using Overtone.Data;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// The images of two classes of a data set, in the order of its training file, flattened, with labels -1 and +1: the first four fifths train, the rest validate.
/// Source: the notebook of 1806.08734, experiment 3 (classes 3 and 8; the paper's text has labels 0 and 1).
/// </summary>
internal sealed class TwoClasses
{
    private const double TrainingShare = 0.8;

    private TwoClasses(Dataset data, int[] places, int second, Device device)
    {
        using var scope = NewDisposeScope();
        Inputs = data.Images(places, device).flatten(1).MoveToOuterDisposeScope();
        Labels = [.. places.Select(place => data.Labels[place] == second ? 1.0 : -1.0)];
        Norms = Inputs.to_type(ScalarType.Float64).square().sum([1]).sqrt().cpu().data<double>().ToArray();
        TrainingCount = (int)(TrainingShare * places.Length);
    }

    /// <summary>[n, pixels], float32, in [0, 1].</summary>
    public Tensor Inputs { get; }

    /// <summary>-1 or 1, one an image.</summary>
    public double[] Labels { get; }

    /// <summary>‖x‖, one an image.</summary>
    public double[] Norms { get; }

    /// <summary>How many images train; they come first.</summary>
    public int TrainingCount { get; }

    /// <summary>Reads them.</summary>
    /// <param name="data">A data set's name or folder.</param>
    /// <param name="classes">The names of the two classes.</param>
    /// <param name="images">How many images, the first of the file; 0 for all.</param>
    /// <param name="roots">Where data sets are looked for.</param>
    /// <param name="device">Where the tensor lives.</param>
    /// <exception cref="InvalidOptionException">There are not two names, or the data have no such class.</exception>
    public static TwoClasses Load(string data, string[] classes, int images, IReadOnlyList<string> roots, Device device)
    {
        Dataset train = ImageProblem.Open(data, roots).Train;
        (int first, int second) = Find(train, classes);
        int[] places = [.. Enumerable.Range(0, train.Count).Where(place => train.Labels[place] == first || train.Labels[place] == second)];
        return new TwoClasses(train, images > 0 ? [.. places.Take(images)] : places, second, device);
    }

    /// <summary>The labels of two classes, by name.</summary>
    /// <exception cref="InvalidOptionException">There are not two names, or the data have no such class.</exception>
    public static (int First, int Second) Find(Dataset data, string[] classes)
    {
        int[] labels = [.. classes.Distinct().Select(name => data.ClassNames.ToList().IndexOf(name))];
        return labels.Length == 2 && labels.All(label => label >= 0)
            ? (labels[0], labels[1])
            : throw new InvalidOptionException("--classes", string.Join(',', classes), $"two of {string.Join(", ", data.ClassNames)}, the classes of {data.Name}");
    }
}
