using System.Buffers.Binary;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// Reads the IDX files of MNIST and its relatives (Fashion-MNIST, KMNIST), plain or gzip'd; the content decides, not the name.
/// </summary>
/// <remarks>
/// Source: "The IDX file format", in Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits.
/// Headers are big-endian: 2051, count, rows, columns, then bytes for images; 2049, count, then bytes for labels.
/// </remarks>
public static class IdxReader
{
    private const string Expected = "an intact IDX file";
    private const int ImagesMagic = 2051;
    private const int LabelsMagic = 2049;

    /// <summary>Reads a file of images and its file of labels.</summary>
    /// <param name="imagesPath">An IDX file of unsigned bytes with three dimensions.</param>
    /// <param name="labelsPath">An IDX file of unsigned bytes with one dimension.</param>
    /// <param name="name">The name of the set.</param>
    /// <param name="classNames">Names in label order; by default "0" to the largest label.</param>
    /// <param name="limits">What packed files may unfold to; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <returns>Grey images, [N, 1, rows, columns].</returns>
    /// <exception cref="DataFormatException">
    /// A file is missing, truncated, too long or of the wrong kind, or the counts of images and labels differ.
    /// </exception>
    public static Dataset Read(
        string imagesPath,
        string labelsPath,
        string name,
        IReadOnlyList<string>? classNames = null,
        ReadLimits? limits = null)
    {
        var labels = ReadLabels(labelsPath, limits);
        var (shape, pixels) = DataFile.Guard(imagesPath, Expected, () => ReadImages(imagesPath, limits));
        LabelRules.RequireSameCount(labels.Length, pixels.Length / shape.PixelCount, labelsPath);
        return new MemoryDataset(
            name,
            shape,
            classNames ?? LabelRules.NumberNames(labels.Max() + 1),
            labels,
            pixels,
            files: [imagesPath, labelsPath]);
    }

    /// <summary>Reads a file of labels.</summary>
    /// <param name="path">An IDX file of unsigned bytes with one dimension.</param>
    /// <param name="limits">What a packed file may unfold to; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <returns>At least one label, each in 0-255.</returns>
    /// <exception cref="DataFormatException">The file is missing, damaged, empty or of another kind.</exception>
    public static int[] ReadLabels(string path, ReadLimits? limits = null) => DataFile.Guard(path, Expected, () =>
    {
        using var stream = DataFile.OpenUnpacked(path, limits);
        RequireMagic(stream, path, LabelsMagic, "labels");
        var count = ReadSize(stream, path, "number of labels");
        var bytes = DataFile.ReadExactly(stream, count, path, "labels");
        DataFile.RequireEnd(stream, path, 8L + count);
        return Array.ConvertAll(bytes, label => (int)label);
    });

    /// <summary>Reads the header of a file of images, and nothing more.</summary>
    /// <param name="path">An IDX file of unsigned bytes with three dimensions.</param>
    /// <returns>The number of images and their shape, one channel.</returns>
    /// <exception cref="DataFormatException">The file is missing or of another kind.</exception>
    public static (int Count, ImageShape Shape) ReadImagesHeader(string path) => DataFile.Guard(path, Expected, () =>
    {
        using var stream = DataFile.OpenUnpacked(path);
        return ReadImagesHeader(stream, path);
    });

    private static (ImageShape Shape, byte[] Pixels) ReadImages(string path, ReadLimits? limits)
    {
        using var stream = DataFile.OpenUnpacked(path, limits);
        var (count, shape) = ReadImagesHeader(stream, path);
        var length = (long)count * shape.PixelCount;
        var pixels = DataFile.ReadExactly(stream, length, path, "pixels");
        DataFile.RequireEnd(stream, path, 16 + length);
        return (shape, pixels);
    }

    private static (int Count, ImageShape Shape) ReadImagesHeader(Stream stream, string path)
    {
        RequireMagic(stream, path, ImagesMagic, "images");
        var count = ReadSize(stream, path, "number of images");
        var rows = ReadSize(stream, path, "number of rows");
        var columns = ReadSize(stream, path, "number of columns");
        if ((long)rows * columns > int.MaxValue)
        {
            throw new DataFormatException(path, "size of an image", $"{rows} rows of {columns} pixels", $"at most {int.MaxValue} pixels");
        }

        return (count, new ImageShape(1, rows, columns));
    }

    private static void RequireMagic(Stream stream, string path, int expected, string kind)
    {
        var found = ReadNumber(stream, path, "magic number");
        if (found != expected)
        {
            var guess = found switch
            {
                ImagesMagic => " (images)",
                LabelsMagic => " (labels)",
                _ => string.Empty,
            };
            throw new DataFormatException(path, "magic number", $"{found}{guess}", $"{expected} ({kind})");
        }
    }

    private static int ReadSize(Stream stream, string path, string field)
    {
        var size = ReadNumber(stream, path, field);
        return size > 0 ? size : throw new DataFormatException(path, field, $"{size}", "at least 1");
    }

    private static int ReadNumber(Stream stream, string path, string field) =>
        BinaryPrimitives.ReadInt32BigEndian(DataFile.ReadExactly(stream, sizeof(int), path, field));
}
