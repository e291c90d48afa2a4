namespace Overtone.Data.Corruptions;

/// <summary>
/// A folder of corrupted images as CIFAR-10-C is published: for each corruption a file <c>NAME.npy</c>, uint8 [5n, height, width,
/// channels], the n images at severity 1, then at 2, and so on to 5; and <c>labels.npy</c> with 5n labels in the same order. Subsets (any
/// n) and other sizes are read alike.
/// </summary>
/// <remarks>
/// Images stay in their files and are read one at a time, so no file of 150 MB is ever held. Source: the published sets CIFAR-10-C and
/// CIFAR-100-C (1903.12261).
/// </remarks>
public sealed class CorruptedFolder
{
    private const string LabelsName = "labels.npy";
    private const string Layout = "5n x height x width x 1 or 3";

    private readonly string _path;
    private readonly int[] _labels;
    private readonly IReadOnlyList<string> _classNames;

    private CorruptedFolder(string path, int[] labels, IReadOnlyList<string> classNames, IReadOnlyList<string> corruptions)
    {
        (_path, _labels, _classNames, Corruptions) = (path, labels, classNames, corruptions);
    }

    /// <summary>The names of the corruptions that are there: the published ones in the published order, then others by name.</summary>
    public IReadOnlyList<string> Corruptions { get; }

    /// <summary>Images a severity, n.</summary>
    public int Count => _labels.Length / Corruption.Severities;

    /// <summary>Opens a folder, and checks the headers and lengths of its files.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="wanted">The corruptions that must be there; the 15 of the benchmark if not given.</param>
    /// <param name="classNames">One name a label; their numbers if not given.</param>
    /// <exception cref="DataFormatException">
    /// A file is missing, truncated or too long, has another type or shape, other images than the others, or not as many as there are
    /// labels; or the labels are not five times the same.
    /// </exception>
    public static CorruptedFolder Open(string path, IReadOnlyList<string>? wanted = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            throw new DataFormatException(path, "folder", "none", $"a folder with {LabelsName} and a file for each corruption");
        }

        string[] known = [.. CorruptionCatalog.All.Select(corruption => corruption.Name)];
        string[] there =
        [
            .. Directory
                .EnumerateFiles(path, "*.npy")
                .Where(file => Path.GetFileName(file) != LabelsName)
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
        string[] names = [.. known.Intersect(there), .. there.Except(known).Order(StringComparer.Ordinal)];
        foreach (var name in wanted ?? [.. CorruptionCatalog.Benchmark.Select(corruption => corruption.Name)])
        {
            if (!names.Contains(name))
            {
                throw new DataFormatException(FileOf(path, name), "file", "none", "a file for each of the requested corruptions");
            }
        }

        if (names.Length == 0)
        {
            throw new DataFormatException(path, "corruptions", "none", "at least one .npy file beside the labels");
        }

        var labels = ReadLabels(Path.Combine(path, LabelsName));
        classNames ??= LabelRules.NumberNames(labels.Max() + 1);
        LabelRules.Require(labels, classNames.Count, Path.Combine(path, LabelsName));
        var folder = new CorruptedFolder(path, labels, classNames, names);
        folder.RequireOneShape();
        return folder;
    }

    /// <summary>The images of one corruption at one severity, read as they are needed.</summary>
    /// <param name="corruption">Its name, one of <see cref="Corruptions"/>.</param>
    /// <param name="severity">From 1, the mildest, to 5.</param>
    /// <exception cref="ArgumentException">There is no such corruption.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The severity is not from 1 to 5.</exception>
    /// <exception cref="DataFormatException">The file has changed since the folder was opened, and is damaged now.</exception>
    public Dataset Read(string corruption, int severity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Corruption.Severities);
        if (!Corruptions.Contains(corruption))
        {
            throw new ArgumentException(
                $"found corruption \"{corruption}\", expected one of {string.Join(", ", Corruptions)}", nameof(corruption));
        }

        var file = FileOf(_path, corruption);
        var (shape, start) = ReadHeader(file);
        return new NpyImageDataset(
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(_path))} {corruption} {severity}",
            shape,
            _classNames,
            _labels[((severity - 1) * Count)..(severity * Count)],
            FilesOf(_path, corruption),
            File.OpenHandle(file, options: FileOptions.RandomAccess),
            start + (severity - 1L) * Count * shape.PixelCount);
    }

    /// <summary>Checks that the images are a data set's, corrupted: as many, of its size, with its labels in its order.</summary>
    /// <param name="clean">The images as they were.</param>
    /// <exception cref="DataFormatException">They are others.</exception>
    public void RequireMadeFrom(Dataset clean)
    {
        ArgumentNullException.ThrowIfNull(clean);
        var labels = Path.Combine(_path, LabelsName);
        if (Count != clean.Count)
        {
            throw new DataFormatException(
                labels,
                "number of labels",
                $"{_labels.Length}, so {Count} images per severity",
                $"{Corruption.Severities} times the {clean.Count} images of {clean.Name}");
        }

        for (var image = 0; image < Count; image++)
        {
            if (_labels[image] != clean.Labels[image])
            {
                throw new DataFormatException(labels, $"label {image}", $"{_labels[image]}", $"{clean.Labels[image]}, that of image "
                    + $"{image} of {clean.Name}: the same images in the same order");
            }
        }

        var file = FileOf(_path, Corruptions[0]);
        var shape = ReadHeader(file).Shape;
        if (shape != clean.Shape)
        {
            throw new DataFormatException(file, "shape of an image", $"{shape}", $"{clean.Shape}, as in {clean.Name}");
        }
    }

    /// <summary>The files that one corruption's images and labels are read from.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="corruption">Its name; whether there is such a file is not looked at.</param>
    public static IReadOnlyList<string> FilesOf(string path, string corruption) =>
        [FileOf(path, corruption), Path.Combine(path, LabelsName)];

    private static string FileOf(string folder, string corruption) => Path.Combine(folder, corruption + ".npy");

    private static int[] ReadLabels(string file)
    {
        var array = NpyReader.Read(file);
        array.RequireRank((1, "labels"));
        int[] labels;
        try
        {
            labels = Array.ConvertAll(array.ToIntegers(), label => checked((int)label));
        }
        catch (OverflowException error)
        {
            throw new DataFormatException(file, "labels", "a number beyond 2147483647", "class numbers from 0", error);
        }

        if (labels.Length == 0 || labels.Length % Corruption.Severities != 0)
        {
            throw new DataFormatException(file, "number of labels", $"{labels.Length}", "a multiple of 5, the images once for each "
                + "severity");
        }

        var count = labels.Length / Corruption.Severities;
        for (var index = count; index < labels.Length; index++)
        {
            if (labels[index] != labels[index % count])
            {
                throw new DataFormatException(
                    file, $"label {index}", $"{labels[index]}", $"{labels[index % count]}, that of the same image at severity 1 (the "
                        + "severities follow each other)");
            }
        }

        return labels;
    }

    private void RequireOneShape()
    {
        var first = ReadHeader(FileOf(_path, Corruptions[0])).Shape;
        foreach (var corruption in Corruptions.Skip(1))
        {
            var file = FileOf(_path, corruption);
            var shape = ReadHeader(file).Shape;
            if (shape != first)
            {
                throw new DataFormatException(file, "shape of an image", $"{shape}", $"{first}, as in {Corruptions[0]}.npy");
            }
        }
    }

    private (ImageShape Shape, long Start) ReadHeader(string file) => DataFile.Guard(file, "an array of uint8 images", () =>
    {
        using var stream = DataFile.Open(file);
        var header = NpyHeader.Read(stream, file);
        if (header.Type != NpyElementType.UInt8)
        {
            throw new DataFormatException(file, "dtype", $"{header.Type}", $"{NpyElementType.UInt8} (pixels from 0 to 255)");
        }

        if (header.Shape is not [_, > 0, > 0, 1 or 3])
        {
            throw new DataFormatException(file, "shape", string.Join('x', header.Shape), Layout);
        }

        if (header.Shape[0] != _labels.Length)
        {
            throw new DataFormatException(file, "number of images", $"{header.Shape[0]}", $"{_labels.Length}, one for each label in "
                + $"{LabelsName}");
        }

        var shape = new ImageShape(header.Shape[3], header.Shape[1], header.Shape[2]);
        var expected = stream.Position + (long)header.Shape[0] * shape.PixelCount;
        return stream.Length == expected
            ? (shape, stream.Position)
            : throw new DataFormatException(
                file, "length", $"{stream.Length} bytes{(stream.Length < expected ? " (truncated)" : "")}", $"{expected}");
    });
}
