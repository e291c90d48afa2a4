using System.Globalization;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// Reads images that a CSV file names: a column <c>file</c> with paths relative to the CSV file, a column <c>label</c> or
/// <c>class_index</c> with whole numbers from 0, and if wanted a column <c>name</c> with the names of the classes.
/// </summary>
/// <remarks>
/// Images keep the order of their rows. There are as many classes as the largest label asks for; those without a name are called by
/// their number. Images are pictures of one size, treated as by <see cref="ImageFolderReader"/>.
/// Source: Overtone's own.
/// </remarks>
public static class ImageListReader
{
    private const int MostClasses = 1_000_000;

    /// <summary>Opens the images of a list.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="name">The name of the set; by default the folder's.</param>
    /// <param name="memoryLimit">Sets of up to so many bytes of pixels keep in memory what was decoded.</param>
    /// <param name="limits">How large a picture may be; <see cref="ReadLimits.Default"/> if not given.</param>
    /// <param name="cancellation">Checked between images.</param>
    /// <returns>Images [N, 1 or 3, height, width] with <see cref="Dataset.Files"/> naming every image file and then the CSV file.</returns>
    /// <exception cref="DataFormatException">
    /// A column is missing, a file is missing or listed twice, a label is no whole number, a class has two names, an image has another
    /// size than the first, or a file is no picture or has a damaged header. Damage to the pixels shows when the
    /// image is read.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Dataset Read(
        string path,
        string? name = null,
        long memoryLimit = ImageFolderReader.DefaultMemoryLimit,
        ReadLimits? limits = null,
        CancellationToken cancellation = default)
    {
        var data = ReadOfAnySizes(path, name, memoryLimit, limits, cancellation);
        data.RequireOneSize();
        return data;
    }

    /// <summary>As <see cref="Read"/>, but the pictures may have different sizes.</summary>
    internal static Dataset ReadOfAnySizes(
        string path, string? name, long memoryLimit, ReadLimits? limits, CancellationToken cancellation)
    {
        var list = List(path);
        name ??= Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? path;
        return ImageFiles.Read(name, list.ClassNames, list.Files, list.Labels, [path], memoryLimit, limits, cancellation);
    }

    /// <summary>The image files of a list and their labels, without opening any.</summary>
    internal static (string[] ClassNames, string[] Files, int[] Labels) List(string path) =>
        DataFile.Guard(path, "a CSV file that names images", () => Parse(path));

    private static (string[] ClassNames, string[] Files, int[] Labels) Parse(string path)
    {
        var table = CsvFile.Read(path);
        int file = table.Require("file"), label = table.Require("label", "class_index");
        var folder = Path.GetDirectoryName(path) ?? "";
        string[] files = [.. table.Rows.Select(row => Path.Combine(folder, row.Fields[file]))];
        int[] labels = [.. table.Rows.Select(row => Label(path, row.Line, row.Fields[label]))];
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < files.Length; index++)
        {
            var (line, fields) = table.Rows[index];
            if (!File.Exists(files[index]))
            {
                throw new DataFormatException(
                    path,
                    $"file of line {line}",
                    $"'{fields[file]}', which does not exist",
                    $"the path of an image, relative to {(folder.Length == 0 ? "the current folder" : folder)}");
            }

            if (!lines.TryAdd(Path.GetFullPath(files[index]), line))
            {
                throw new DataFormatException(path, $"file of line {line}", $"'{fields[file]}', which line "
                    + $"{lines[Path.GetFullPath(files[index])]} also names", "each image once");
            }
        }

        return (ClassNames(path, table, labels), files, labels);
    }

    private static int Label(string path, int line, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < MostClasses
            ? label
            : throw new DataFormatException(path, $"label of line {line}", $"'{text}'", $"a whole number from 0 to {MostClasses - 1:N0} "
                + "(put names of classes into a column called name)");

    private static string[] ClassNames(string path, CsvFile table, int[] labels)
    {
        var names = new string?[1 + labels.Max()];
        if (table.Find("name") is not { } column)
        {
            return LabelRules.NumberNames(names.Length);
        }

        for (var index = 0; index < labels.Length; index++)
        {
            var (line, fields) = table.Rows[index];
            if (fields[column].Length == 0)
            {
                continue;
            }

            var known = names[labels[index]] ??= fields[column];
            if (known != fields[column])
            {
                throw new DataFormatException(path, $"name of line {line}", $"'{fields[column]}'",
                    $"'{Printable.Of(known)}', the name of class {labels[index]} in an earlier line");
            }
        }

        return [.. names.Select((name, index) => name ?? $"{index}")];
    }
}
