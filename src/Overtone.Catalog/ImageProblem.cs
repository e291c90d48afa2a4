using System.Collections.Concurrent;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Catalog;

/// <summary>
/// A classification problem on images, as tensors: a balanced subset of a data set that is the same for every replicate, so that
/// replicates differ in their networks only.
/// </summary>
internal sealed class ImageProblem : IDisposable
{
    private const long SubsetSeed = 0;
    private static readonly ConcurrentDictionary<string, DataSplit> Opened = new(StringComparer.Ordinal);

    private ImageProblem(Dataset dataset, Device device)
    {
        Shape = dataset.Shape;
        ClassCount = dataset.ClassNames.Count;
        Images = dataset.Images([.. Enumerable.Range(0, dataset.Count)], device);
        Labels = tensor(Array.ConvertAll(dataset.Labels.ToArray(), label => (long)label), device: device);
        using Tensor integers = nn.functional.one_hot(Labels, ClassCount);
        OneHot = integers.to_type(ScalarType.Float32);
    }

    /// <summary>The shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>[n, channels, height, width], float32, in [0, 1].</summary>
    public Tensor Images { get; }

    /// <summary>[n], int64.</summary>
    public Tensor Labels { get; }

    /// <summary>[n, classes], float32.</summary>
    public Tensor OneHot { get; }

    /// <summary>The training part of a data set, or a balanced subset of it.</summary>
    /// <param name="data">A data set's name or folder.</param>
    /// <param name="roots">Where to look for it.</param>
    /// <param name="count">How many images; null, or more than there are, for all.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <exception cref="DataNotFoundException">There is no such data set.</exception>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static ImageProblem Load(string data, IReadOnlyList<string> roots, int? count, Device device)
    {
        Dataset train = Open(data, roots).Train;
        return new ImageProblem(count is { } some && some < train.Count ? train.Subset(some, SubsetSeed) : train, device);
    }

    /// <summary>Opens a data set, once a process.</summary>
    /// <exception cref="DataNotFoundException">There is no such data set.</exception>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static DataSplit Open(string data, IReadOnlyList<string> roots) =>
        Opened.GetOrAdd($"{data}|{string.Join('|', roots)}", _ => DataSource.Open(data, roots));

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        OneHot.Dispose();
    }
}
