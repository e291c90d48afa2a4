using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// The images of two classes of a data set, in its order, flattened, with labels -1 and +1: the first four fifths train, the rest validate.
/// Source: the notebook of 1806.08734, experiment 3 (classes 3 and 8; the paper's text has labels 0 and 1).
/// </summary>
public sealed class TwoClasses : IDisposable
{
    private const double TrainingShare = 0.8;

    private TwoClasses(Dataset data, int[] indices, int second, Device? device)
    {
        using var scope = NewDisposeScope();
        Inputs = data.Images(indices, device).flatten(1).MoveToOuterDisposeScope();
        Labels = [.. indices.Select(index => data.Labels[index] == second ? 1.0 : -1.0)];
        Norms = Inputs.to_type(ScalarType.Float64).square().sum([1]).sqrt().cpu().data<double>().ToArray();
        TrainingCount = (int)(TrainingShare * indices.Length);
    }

    /// <summary>[n, pixels], float32, in [0, 1].</summary>
    public Tensor Inputs { get; }

    /// <summary>-1 or 1, one an image.</summary>
    public double[] Labels { get; }

    /// <summary>‖x‖, one an image.</summary>
    public double[] Norms { get; }

    /// <summary>How many images train; they come first.</summary>
    public int TrainingCount { get; }

    /// <summary>Takes them from a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="first">The name of the class whose label is -1.</param>
    /// <param name="second">The name of the class whose label is +1.</param>
    /// <param name="images">How many images, the first of the data set; all if not given.</param>
    /// <param name="device">Where the tensor lives; the CPU if not given.</param>
    /// <exception cref="ArgumentException">The data have no such class.</exception>
    /// <exception cref="DataFormatException">An image is decoded on demand and its file is damaged.</exception>
    public static TwoClasses Of(Dataset data, string first, string second, int? images = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        (int minus, int plus) = (LabelOf(data, first), LabelOf(data, second));
        IEnumerable<int> indices = Enumerable.Range(0, data.Count)
            .Where(index => data.Labels[index] == minus || data.Labels[index] == plus);
        return new TwoClasses(data, [.. indices.Take(images ?? data.Count)], plus, device);
    }

    /// <inheritdoc/>
    public void Dispose() => Inputs.Dispose();

    private static int LabelOf(Dataset data, string name) => data.ClassNames.ToList().IndexOf(name) is >= 0 and var label
        ? label
        : throw new ArgumentException($"{data.Name} has no class '{name}'; there are {string.Join(", ", data.ClassNames)}.");
}
