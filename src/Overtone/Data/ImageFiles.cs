using Overtone.Files;

namespace Overtone.Data;

/// <summary>Makes a set of labelled pictures in files; where they have different sizes, one that must be fitted.</summary>
internal static class ImageFiles
{
    /// <summary>Looks at the headers of the files, in the given order; pixels are decoded when they are read.</summary>
    /// <param name="name">The name of the set.</param>
    /// <param name="classNames">One name per label.</param>
    /// <param name="files">The image files.</param>
    /// <param name="labels">One label per file.</param>
    /// <param name="otherFiles">Files that the labels came from; they follow the images in <see cref="Dataset.Files"/>.</param>
    /// <param name="memoryLimit">Sets of up to so many bytes of pixels keep in memory what was decoded.</param>
    /// <param name="limits">How large a picture may be; <see cref="ReadLimits.Default"/> if null.</param>
    /// <param name="cancellation">Checked between images.</param>
    /// <exception cref="DataFormatException">An image is too large, or a file is no picture or has a damaged header.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static Dataset Read(
        string name,
        IReadOnlyList<string> classNames,
        string[] files,
        int[] labels,
        IReadOnlyList<string> otherFiles,
        long memoryLimit,
        ReadLimits? limits,
        CancellationToken cancellation)
    {
        var shapes = Shapes(files, limits, cancellation);
        string[] allFiles = [.. files, .. otherFiles];
        return Array.TrueForAll(shapes, shape => shape == shapes[0])
            ? new ImageFileDataset(name, shapes[0], classNames, labels, allFiles, (long)files.Length * shapes[0].PixelCount <= memoryLimit)
            : new MixedSizesDataset(name, shapes, classNames, labels, allFiles);
    }

    // All with as many channels as the most colourful picture has.
    private static ImageShape[] Shapes(string[] files, ReadLimits? limits, CancellationToken cancellation)
    {
        var shapes = new ImageShape[files.Length];
        ForEach(files.Length, index => shapes[index] = ImageFile.ReadShape(files[index], limits), cancellation);
        var channels = shapes.Max(shape => shape.Channels);
        return Array.ConvertAll(shapes, shape => shape with { Channels = channels });
    }

    /// <summary>Does something for each of several files in parallel; the fault reported is always the first one in order.</summary>
    internal static void ForEach(int count, Action<int> action, CancellationToken cancellation)
    {
        // Break lets all earlier files finish.
        var faults = new DataFormatException?[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, (index, state) =>
        {
            try
            {
                action(index);
            }
            catch (DataFormatException fault)
            {
                faults[index] = fault;
                state.Break();
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } earliest)
        {
            throw earliest;
        }
    }
}
