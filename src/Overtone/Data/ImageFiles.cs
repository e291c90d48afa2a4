using Overtone.Files;

namespace Overtone.Data;

/// <summary>Makes a set of labelled PNG and JPEG files, which must have one size.</summary>
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
    /// <exception cref="DataFormatException">An image is too large, has another size than the first, or a file is no PNG or JPEG or has a
    /// damaged header.</exception>
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
        var shape = CommonShape(files, limits, cancellation);
        var keepsPixels = (long)files.Length * shape.PixelCount <= memoryLimit;
        return new ImageFileDataset(name, shape, classNames, labels, [.. files, .. otherFiles], keepsPixels);
    }

    private static ImageShape CommonShape(string[] files, ReadLimits? limits, CancellationToken cancellation)
    {
        var shapes = new ImageShape[files.Length];
        var first = ImageFile.ReadShape(files[0], limits);
        ForEach(files.Length, ReadShape, cancellation);
        return first with { Channels = shapes.Max(shape => shape.Channels) };

        void ReadShape(int index)
        {
            shapes[index] = ImageFile.ReadShape(files[index], limits);
            if (shapes[index].Height != first.Height || shapes[index].Width != first.Width)
            {
                throw new DataFormatException(
                    files[index],
                    "size",
                    ImageFile.Size(shapes[index].Height, shapes[index].Width),
                    $"{ImageFile.Size(first.Height, first.Width)}, as in {files[0]} (resize the images to one size first)");
            }
        }
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
