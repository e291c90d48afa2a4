using Overtone.Data.Pickle;

namespace Overtone.Data;

/// <summary>
/// Reads the Python version of CIFAR-10 and CIFAR-100, pickles that are read and never run: a dictionary with <c>data</c>, bytes of shape
/// (n, 3072) in the order of the binary version, and <c>labels</c> or <c>fine_labels</c>, a list of n whole numbers.
/// </summary>
/// <remarks>Source: A. Krizhevsky, "The CIFAR-10 dataset", section "Python / Matlab versions".</remarks>
internal static class CifarPickleReader
{
    private static readonly string[] LabelKeys = ["labels", "fine_labels"], NameKeys = ["label_names", "fine_label_names"];

    /// <summary>Reads files one after another into one set.</summary>
    /// <param name="paths">The files, in the order their images shall have.</param>
    /// <param name="name">The name of the set.</param>
    /// <param name="classNames">One name per label.</param>
    /// <param name="cancellation">Checked before every file.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, holds something else, or a label has no name.</exception>
    internal static Dataset Read(
        IReadOnlyList<string> paths, string name, IReadOnlyList<string> classNames, CancellationToken cancellation)
    {
        var parts = new List<(int[] Labels, ReadOnlyMemory<byte> Pixels)>();
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            parts.Add(ReadPart(path, classNames.Count));
        }

        var count = parts.Sum(part => (long)part.Labels.Length);
        var most = Array.MaxLength / CifarReader.Shape.PixelCount;
        if (count > most)
        {
            throw new DataFormatException(name, "images", $"{count}", $"at most {most} in one set");
        }

        var pixels = new byte[count * CifarReader.Shape.PixelCount];
        var room = pixels.AsMemory();
        foreach (var (_, part) in parts)
        {
            part.CopyTo(room);
            room = room[part.Length..];
        }

        int[] labels = [.. parts.SelectMany(part => part.Labels)];
        return new MemoryDataset(name, CifarReader.Shape, classNames, labels, pixels, files: paths);
    }

    /// <summary>The number of images of a file.</summary>
    internal static int Count(string path) => DataOf(Dictionary(path), path).Count;

    /// <summary>The names of the classes, from <c>batches.meta</c> or <c>meta</c>.</summary>
    internal static IReadOnlyList<string> ReadClassNames(string path)
    {
        var (key, value) = Require(Dictionary(path), NameKeys, path);
        if (value is not List<object?> items || items.Count == 0)
        {
            throw new DataFormatException(path, key, PickleReader.Describe(value), "a list of names");
        }

        return
        [
            .. items.Select((item, index) => PickleReader.TextOf(item)
                ?? throw new DataFormatException(path, $"{key}, item {index}", PickleReader.Describe(item), "a name")),
        ];
    }

    private static (int[] Labels, ReadOnlyMemory<byte> Pixels) ReadPart(string path, int classCount)
    {
        var dictionary = Dictionary(path);
        var (count, pixels) = DataOf(dictionary, path);
        var (key, value) = Require(dictionary, LabelKeys, path);
        var items = value switch
        {
            List<object?> list => list,
            PickledTuple tuple => [.. tuple.Items],
            _ => throw new DataFormatException(path, key, PickleReader.Describe(value), "a list of whole numbers, one per image"),
        };
        LabelRules.RequireSameCount(items.Count, count, path);
        var labels = new int[count];
        for (var index = 0; index < count; index++)
        {
            labels[index] = items[index] is long label && label >= 0 && label < classCount
                ? (int)label
                : throw new DataFormatException(
                    path, $"{key}, item {index}", items[index] is long number ? $"{number}" : PickleReader.Describe(items[index]),
                    $"a whole number from 0 to {classCount - 1}");
        }

        return (labels, pixels);
    }

    private static (int Count, ReadOnlyMemory<byte> Pixels) DataOf(PickledDictionary dictionary, string path)
    {
        var (key, value) = Require(dictionary, ["data"], path);
        var size = CifarReader.Shape.PixelCount;
        if (value is not PickledArray { Shape: [var count, var width], Type.Code: "u1", IsFortran: false } array || width != size)
        {
            var found = value is PickledArray other
                ? $"{other.Type?.ToString() ?? "nothing"} of shape ({string.Join(", ", other.Shape)})"
                    + (other.IsFortran ? " in Fortran order" : "")
                : PickleReader.Describe(value);
            throw new DataFormatException(path, key, found, $"a numpy array of bytes, u1, of shape (images, {size}) in C order");
        }

        return count is > 0 and < int.MaxValue && array.Data.Length == count * size
            ? ((int)count, array.Data)
            : throw new DataFormatException(
                path, key, $"{array.Data.Length} bytes for the shape ({count}, {width})", $"at least one image, and {size} bytes for each");
    }

    private static PickledDictionary Dictionary(string path) => PickleReader.Read(path) is var content && content is PickledDictionary found
        ? found
        : throw new DataFormatException(path, "content", PickleReader.Describe(content), "a dictionary with data and labels");

    private static (string Key, object? Value) Require(PickledDictionary dictionary, string[] keys, string path)
    {
        var key = Array.Find(keys, key => dictionary.Find(key) is not null);
        return key is not null
            ? (key, dictionary.Find(key))
            : throw new DataFormatException(path, string.Join(" or ", keys), "none", "a key of the dictionary");
    }
}
