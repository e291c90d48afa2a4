using System.Globalization;

namespace Overtone.Data;

/// <summary>
/// Reads the binary version of CIFAR-10 and sets in its layout: records of 3,073 bytes, a label 0-9 and then
/// the red, green and blue planes of a 32×32 image, row by row. The number of records follows from the length of the file.
/// </summary>
/// <remarks>Source: A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".</remarks>
public static class CifarReader
{
    /// <summary>Bytes of one record.</summary>
    public const int RecordLength = 1 + 3 * 32 * 32;

    internal static readonly ImageShape Shape = new(3, 32, 32);

    /// <summary>Reads files one after another into one set.</summary>
    /// <param name="paths">The files, in the order their records shall have.</param>
    /// <param name="name">The name of the set.</param>
    /// <param name="classNames">Ten names in label order; by default "0" to "9".</param>
    /// <param name="cancellation">Checked before every file.</param>
    /// <returns>Colour images, [N, 3, 32, 32].</returns>
    /// <exception cref="DataFormatException">
    /// A file is missing, empty, not a whole number of records, or has a label above 9; or there are not ten names.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Dataset Read(
        IReadOnlyList<string> paths,
        string name,
        IReadOnlyList<string>? classNames = null,
        CancellationToken cancellation = default) => Read(CifarFormat.Ten, paths, name, classNames, cancellation);

    /// <summary>Number of records, from the length of the file.</summary>
    /// <param name="path">A file of records.</param>
    /// <returns>At least 1.</returns>
    /// <exception cref="DataFormatException">The file is missing, empty, or not a whole number of records.</exception>
    public static int CountRecords(string path) => CountRecords(CifarFormat.Ten, path);

    /// <summary>Reads a file of class names, one a line; empty lines are skipped.</summary>
    /// <param name="path">The file, usually <c>batches.meta.txt</c>.</param>
    /// <returns>Ten names in label order.</returns>
    /// <exception cref="DataFormatException">The file is missing or does not hold ten names.</exception>
    public static IReadOnlyList<string> ReadClassNames(string path) => ReadClassNames(CifarFormat.Ten, path);

    internal static Dataset Read(
        CifarFormat format, IReadOnlyList<string> paths, string name, IReadOnlyList<string>? classNames, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        if (classNames is not null && classNames.Count != format.ClassCount)
        {
            throw new DataFormatException(name, "class names", $"{classNames.Count}", $"{format.ClassCount}");
        }

        int[] counts = [.. paths.Select(path => CountRecords(format, path))];
        var count = counts.Sum(each => (long)each);
        if (count > Array.MaxLength / Shape.PixelCount)
        {
            throw new DataFormatException(name, "records", $"{count}", $"at most {Array.MaxLength / Shape.PixelCount} in one set");
        }

        var labels = new int[count];
        var pixels = new byte[count * Shape.PixelCount];
        var first = 0;
        foreach (var (path, records) in paths.Zip(counts))
        {
            cancellation.ThrowIfCancellationRequested();
            var start = first;
            first = DataFile.Guard(path, format.Description, () => ReadRecords(format, path, records, labels, pixels, start));
        }

        return new MemoryDataset(name, Shape, classNames ?? LabelRules.NumberNames(format.ClassCount), labels, pixels, files: paths);
    }

    internal static int CountRecords(CifarFormat format, string path) => DataFile.Guard(path, format.Description, () =>
    {
        using var stream = DataFile.Open(path);
        var length = stream.Length;
        if (length == 0 || length % format.RecordLength != 0)
        {
            var found = string.Create(CultureInfo.InvariantCulture, $"{length:N0} bytes");
            throw new DataFormatException(path, "length", found, format.Multiple);
        }

        return checked((int)(length / format.RecordLength));
    });

    internal static IReadOnlyList<string> ReadClassNames(CifarFormat format, string path) =>
        DataFile.Guard(path, $"{format.ClassCount} names, one per line", () =>
    {
        using var reader = new StreamReader(DataFile.Open(path));
        string[] names = [.. reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length == format.ClassCount
            ? names
            : throw new DataFormatException(path, "class names", $"{names.Length} lines", $"{format.ClassCount}");
    });

    private static int ReadRecords(CifarFormat format, string path, int count, int[] labels, byte[] pixels, int first)
    {
        using var stream = DataFile.Open(path);
        Span<byte> label = stackalloc byte[format.LabelBytes];
        for (var record = 0; record < count; record++)
        {
            DataFile.Fill(stream, label, path, $"record {record}");
            labels[first + record] = label[^1] < format.ClassCount
                ? label[^1]
                : throw new DataFormatException(path, $"label of record {record}", $"{label[^1]}", $"0 to {format.ClassCount - 1}");
            DataFile.Fill(stream, pixels.AsSpan((first + record) * Shape.PixelCount, Shape.PixelCount), path, $"record {record}");
        }

        return first + count;
    }
}
