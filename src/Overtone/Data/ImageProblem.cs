using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// A classification problem on images, as tensors that a network learns from: all images of a data set, or a balanced subset that is the
/// same for every replicate, so that replicates differ in their networks only.
/// Source: none.
/// </summary>
public sealed class ImageProblem : IDisposable
{
    private const long SubsetSeed = 0;
    private static readonly ConcurrentDictionary<string, DataSplit> Opened = new(StringComparer.Ordinal);

    /// <summary>The problem of all images of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="device">Where the tensors live; null for the processor.</param>
    /// <exception cref="DataFormatException">An image is decoded on demand and its file is damaged.</exception>
    public ImageProblem(Dataset dataset, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
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
    /// <param name="device">Where the tensors live; null for the processor.</param>
    /// <exception cref="DataNotFoundException">There is no such data set.</exception>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static ImageProblem Load(string data, IReadOnlyList<string> roots, int? count = null, Device? device = null)
    {
        Dataset train = Open(data, roots).Train;
        return new ImageProblem(count is { } some && some < train.Count ? train.Subset(some, SubsetSeed) : train, device);
    }

    /// <summary>Opens a data set, once a process: it is as it was when it was first asked for.</summary>
    /// <param name="data">A data set's name or folder.</param>
    /// <param name="roots">Where to look for it.</param>
    /// <exception cref="DataNotFoundException">There is no such data set.</exception>
    /// <exception cref="DataFormatException">It is damaged, or its pictures have different sizes.</exception>
    public static DataSplit Open(string data, IReadOnlyList<string> roots)
    {
        DataSplit split = OpenOfAnySizes(data, roots);
        split.RequireOneSize();
        return split;
    }

    /// <summary>As <see cref="Open"/>, but pictures in files may have different sizes: they must be fitted before they are used.</summary>
    /// <param name="data">A data set's name or folder.</param>
    /// <param name="roots">Where to look for it.</param>
    /// <exception cref="DataNotFoundException">There is no such data set.</exception>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static DataSplit OpenOfAnySizes(string data, IReadOnlyList<string> roots) =>
        Opened.GetOrAdd($"{data}|{string.Join('|', roots)}", _ => DataSource.OpenOfAnySizes(data, roots));

    /// <summary>The values of a function at all images, computed in batches without a gradient.</summary>
    /// <param name="function">The function, [n, channels, height, width] to [n, m].</param>
    /// <param name="batchSize">Images a batch, at least 1.</param>
    /// <returns>[n, m], float64, on the processor; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public Tensor Evaluate(Func<Tensor, Tensor> function, int batchSize = 2048)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = new List<Tensor>();
        for (long start = 0; start < Images.shape[0]; start += batchSize)
        {
            using var batch = NewDisposeScope();
            Tensor images = Images.narrow(0, start, Math.Min(batchSize, Images.shape[0] - start));
            values.Add(function(images).to_type(ScalarType.Float64).cpu().MoveToOuterDisposeScope());
        }

        return cat(values).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        OneHot.Dispose();
    }
}
