using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// Reads labelled images from an .npz file, the zip of arrays of <c>numpy.savez</c>. The arrays are called
/// <c>images</c>/<c>labels</c>, <c>x</c>/<c>y</c>, or in two parts <c>x_train</c>/<c>y_train</c> and <c>x_test</c>/<c>y_test</c>, or
/// <c>train_images</c>/<c>train_labels</c> and <c>test_images</c>/<c>test_labels</c> (or <c>val_…</c>), in capitals or not; the test part
/// may stand alone.
/// </summary>
/// <remarks>
/// Images are [N, H, W], [N, C, H, W] or [N, H, W, C] with C = 1 or 3 (channels first where both would fit), as uint8 in 0-255 or
/// as floats in [0, 1]; labels are whole numbers from 0, [N] or [N, 1].
/// Source: numpy.lib.format; the names in parts are those of Keras' <c>mnist.npz</c> and of MedMNIST.
/// </remarks>
public static class NpzReader
{
    private const string Expected = "an .npz file of numpy.savez";

    private static readonly (string Images, string Labels)[] TrainNames =
        [("images", "labels"), ("x", "y"), ("x_train", "y_train"), ("train_images", "train_labels")];

    private static readonly (string Images, string Labels)[] TestNames =
        [("x_test", "y_test"), ("test_images", "test_labels"), ("val_images", "val_labels")];

    /// <summary>Reads one file.</summary>
    /// <param name="path">An .npz file.</param>
    /// <param name="name">The name of the set.</param>
    /// <param name="limits">What its arrays may unfold to; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <param name="cancellation">Checked between arrays.</param>
    /// <returns>The set; the test part is null unless the file has one.</returns>
    /// <exception cref="DataFormatException">
    /// The file is no zip, lacks the arrays, or an array is damaged (its checksum counts), unfolds beyond the limits, or is of the wrong
    /// type, shape or range.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DataSplit Read(
        string path,
        string name,
        ReadLimits? limits = null,
        CancellationToken cancellation = default) => DataFile.Guard(path, Expected, () =>
    {
        using var archive = DataFile.OpenZip(path, Expected, limits);
        var (trainNames, testNames) = FindParts(archive, path);
        if (trainNames is not { } found)
        {
            return DataSplit.TestAlone(
                ReadPart(archive, path, name, testNames!.Value, classCount: null), path, "x_train and y_train beside the test part");
        }

        var train = ReadPart(archive, path, name, found, classCount: null);
        cancellation.ThrowIfCancellationRequested();
        return new DataSplit(train, testNames is { } other ? ReadPart(archive, path, name, other, train.ClassNames.Count) : null);
    });

    /// <summary>Reads counts, shape and classes without the pixels.</summary>
    internal static DataListing Describe(string path, string name) => DataFile.Guard(path, Expected, () =>
    {
        using var archive = DataFile.OpenZip(path, Expected, limits: null);
        var (train, test) = FindParts(archive, path);
        var names = (train ?? test)!.Value;
        var (count, shape, _, _) = ReadShape(archive, path, names.Images);
        int? testCount = test is { } testNames ? ReadShape(archive, path, testNames.Images).Count : null;
        var labels = ReadArray(archive, path, names.Labels).ToLabels();
        return new DataListing(
            name, path, train is null ? 0 : count, testCount, shape, LabelRules.NumberNames(labels.DefaultIfEmpty(-1).Max() + 1));
    });

    private static MemoryDataset ReadPart(
        ZipContents archive,
        string path,
        string name,
        (string Images, string Labels) names,
        int? classCount)
    {
        var labels = ReadArray(archive, path, names.Labels).ToLabels();
        var inside = Inside(path, names.Images);
        var (count, shape, isChannelsLast, type) = ReadShape(archive, path, names.Images);
        LabelRules.RequireSameCount(labels.Length, count, Inside(path, names.Labels));
        var classNames = LabelRules.NumberNames(classCount ?? labels.DefaultIfEmpty(-1).Max() + 1);
        return type switch
        {
            NpyElementType.UInt8 => new MemoryDataset(
                name,
                shape,
                classNames,
                labels,
                ImageAxes.ChannelsFirst(ReadArray(archive, path, names.Images).Data, shape, isChannelsLast),
                files: [path]),
            NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64 => new MemoryDataset(
                name,
                shape,
                classNames,
                labels,
                ImageAxes.ChannelsFirst(NpyReader.ReadSingles(OpenEntry(archive, path, names.Images), inside), shape, isChannelsLast),
                [path]),
            _ => throw new DataFormatException(
                inside, "dtype", $"{type}", "uint8 in 0-255 or floats in [0, 1] (save array.astype('u1'))"),
        };
    }

    private static ((string Images, string Labels)? Train, (string Images, string Labels)? Test) FindParts(ZipContents archive, string path)
    {
        var (train, test) = (Find(archive, TrainNames), Find(archive, TestNames));
        if (train is not null || test is not null)
        {
            return (train, test);
        }

        var found = Printable.List(archive.Names.Order(StringComparer.Ordinal));
        throw new DataFormatException(
            path, "arrays", found.Length > 0 ? found : "none", "images and labels, x and y, x_train, y_train, x_test, y_test, or "
                + "train_images, train_labels, test_images, test_labels");
    }

    // The first pair whose images are there, by the names that the file has for it.
    private static (string Images, string Labels)? Find(ZipContents archive, (string Images, string Labels)[] pairs) => pairs
        .Where(pair => NameOf(archive, pair.Images) is not null)
        .Select(pair => ((string, string)?)(NameOf(archive, pair.Images)!, NameOf(archive, pair.Labels) ?? pair.Labels))
        .FirstOrDefault();

    // X and x are the same to whoever saved them; where a file has both, each is what it is called.
    private static string? NameOf(ZipContents archive, string array) => archive.Contains($"{array}.npy")
        ? array
        : archive.Names.Where(name => name.EndsWith(".npy", StringComparison.Ordinal)).Select(name => name[..^".npy".Length])
            .FirstOrDefault(name => name.Equals(array, StringComparison.OrdinalIgnoreCase));

    private static (int Count, ImageShape Shape, bool IsChannelsLast, NpyElementType Type) ReadShape(
        ZipContents archive, string path, string array)
    {
        using var stream = OpenEntry(archive, path, array);
        var header = NpyHeader.Read(stream, Inside(path, array));
        var (count, shape, isChannelsLast) = ImageAxes.Of(header.Shape, Inside(path, array));
        return (count, shape, isChannelsLast, header.Type);
    }

    private static NpyArray ReadArray(ZipContents archive, string path, string array)
    {
        using var stream = OpenEntry(archive, path, array);
        return NpyReader.Read(stream, Inside(path, array));
    }

    private static Stream OpenEntry(ZipContents archive, string path, string array) =>
        archive.Contains($"{array}.npy")
        ? archive.Open($"{array}.npy")
        : throw new DataFormatException(path, $"array {array}", "none", $"{array}.npy in the zip");

    private static string Inside(string path, string array) => $"{path}({array}.npy)";
}
