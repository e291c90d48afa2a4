using System.IO.Compression;

namespace Overtone.Data;

/// <summary>
/// Reads labelled images from an .npz file, the zip of arrays of <c>numpy.savez</c>. The arrays are called
/// <c>images</c>/<c>labels</c>, <c>x</c>/<c>y</c>, or in two parts <c>x_train</c>/<c>y_train</c> and <c>x_test</c>/<c>y_test</c>.
/// </summary>
/// <remarks>
/// Images are [N, H, W], [N, C, H, W] or [N, H, W, C] with C = 1 or 3 (channels first where both would fit), as uint8 in 0-255 or
/// as floats in [0, 1]; labels are integers [N] from 0.
/// Source: numpy.lib.format; the names in parts are those of Keras' <c>mnist.npz</c>.
/// </remarks>
public static class NpzReader
{
    private static readonly (string Images, string Labels)[] TrainNames = [("images", "labels"), ("x", "y"), ("x_train", "y_train")];
    private static readonly (string Images, string Labels) TestNames = ("x_test", "y_test");

    /// <summary>Reads one file.</summary>
    /// <param name="path">An .npz file.</param>
    /// <param name="name">The name of the set.</param>
    /// <param name="cancellation">Checked between arrays.</param>
    /// <returns>The set; the test part is null unless the file has one.</returns>
    /// <exception cref="DataFormatException">
    /// The file is no zip, lacks the arrays, or an array is damaged or of the wrong type, shape or range.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DataSplit Read(string path, string name, CancellationToken cancellation = default)
    {
        using var file = InputFile.Open(path);
        using var archive = OpenArchive(file, path);
        var trainNames = FindTrain(archive, path);
        var train = ReadPart(archive, path, name, trainNames, classCount: null);
        cancellation.ThrowIfCancellationRequested();
        if (archive.GetEntry($"{TestNames.Images}.npy") is null)
        {
            return new DataSplit(train, Test: null);
        }

        return new DataSplit(train, ReadPart(archive, path, name, TestNames, train.ClassNames.Count));
    }

    /// <summary>Reads counts, shape and classes without the pixels.</summary>
    internal static DataListing Describe(string path, string name)
    {
        using var file = InputFile.Open(path);
        using var archive = OpenArchive(file, path);
        var trainNames = FindTrain(archive, path);
        var (count, shape, _) = ReadShape(archive, path, trainNames.Images);
        int? testCount = archive.GetEntry($"{TestNames.Images}.npy") is null ? null : ReadShape(archive, path, TestNames.Images).Count;
        var labels = ReadArray(archive, path, trainNames.Labels).ToIntegers();
        return new DataListing(name, path, count, testCount, shape, LabelRules.NumberNames((int)labels.DefaultIfEmpty(-1).Max() + 1));
    }

    private static MemoryDataset ReadPart(
        ZipArchive archive,
        string path,
        string name,
        (string Images, string Labels) names,
        int? classCount)
    {
        var images = ReadArray(archive, path, names.Images);
        var labelArray = ReadArray(archive, path, names.Labels);
        labelArray.RequireRank((1, "[image]"));
        var labels = NarrowLabels(labelArray.ToIntegers(), Inside(path, names.Labels));
        var inside = Inside(path, names.Images);
        var (count, shape, isChannelsLast) = ImageAxes.Of(images.Shape, inside);
        LabelRules.RequireSameCount(labels.Length, count, Inside(path, names.Labels));
        var classNames = LabelRules.NumberNames(classCount ?? labels.DefaultIfEmpty(-1).Max() + 1);
        return images.ElementType switch
        {
            NpyElementType.UInt8 => new MemoryDataset(
                name, shape, classNames, labels, ImageAxes.ChannelsFirst(images.Bytes.ToArray(), shape, isChannelsLast), files: [path]),
            NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64 => new MemoryDataset(
                name, shape, classNames, labels, ImageAxes.ChannelsFirst(images.ToSingles(), shape, isChannelsLast), [path]),
            _ => throw new DataFormatException(
                inside, "dtype", $"{images.ElementType}", "uint8 in 0-255 or floats in [0, 1] (save array.astype('u1'))"),
        };
    }

    private static (string Images, string Labels) FindTrain(ZipArchive archive, string path)
    {
        foreach (var names in TrainNames)
        {
            if (archive.GetEntry($"{names.Images}.npy") is not null)
            {
                return names;
            }
        }

        var found = string.Join(", ", archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        throw new DataFormatException(
            path, "arrays", found.Length > 0 ? found : "none", "images and labels, x and y, or x_train, y_train, x_test, y_test");
    }

    private static (int Count, ImageShape Shape, bool IsChannelsLast) ReadShape(ZipArchive archive, string path, string array)
    {
        using var stream = OpenEntry(archive, path, array);
        var header = NpyHeader.Read(stream, Inside(path, array));
        return ImageAxes.Of(header.Shape, Inside(path, array));
    }

    private static NpyArray ReadArray(ZipArchive archive, string path, string array)
    {
        using var stream = OpenEntry(archive, path, array);
        return NpyReader.Read(stream, Inside(path, array));
    }

    private static Stream OpenEntry(ZipArchive archive, string path, string array) =>
        archive.GetEntry($"{array}.npy")?.Open()
        ?? throw new DataFormatException(path, $"array {array}", "none", $"{array}.npy in the zip");

    private static ZipArchive OpenArchive(FileStream file, string path)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);

            // The directory is read at the first question, and this is the place where its damage is understood.
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(path, "archive", "a damaged or truncated zip, or none", "an .npz file of numpy.savez", error);
        }
    }

    private static int[] NarrowLabels(long[] labels, string file)
    {
        const int most = 1_000_000;
        var fault = Array.FindIndex(labels, label => label is < 0 or >= most);
        return fault < 0
            ? [.. labels.Select(label => (int)label)]
            : throw new DataFormatException(file, $"label of image {fault}", $"{labels[fault]}", $"0 to {most - 1}");
    }

    private static string Inside(string path, string array) => $"{path}({array}.npy)";
}
