using System.Globalization;
using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>One way a data set may lie on disk. A new format is one new leaf of this type, named in <see cref="All"/>.</summary>
internal abstract class DataLayout
{
    /// <summary>In the order they are tried; class folders last, since nearly every folder has folders.</summary>
    internal static IReadOnlyList<DataLayout> All { get; } =
    [
        new IdxLayout(), new CifarLayout(), new Cifar100Layout(), new CifarPickleLayout(), new NpzLayout(), new ImageListLayout(),
        new TinyImageNetLayout(), new ImageFolderLayout(),
    ];

    /// <summary>What a folder of this layout holds, for the error that lists what would have been recognised.</summary>
    internal abstract string Description { get; }

    /// <summary>Whether this path is meant to be of this layout; it may still be incomplete.</summary>
    internal abstract bool Recognises(string path);

    /// <summary>Opens both parts; pictures in files may have different sizes.</summary>
    internal abstract DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation);

    /// <summary>Describes without reading the pixels.</summary>
    internal abstract DataListing Describe(string path, string name);

    /// <summary>The layout of a path, or null.</summary>
    internal static DataLayout? Of(string path) => All.FirstOrDefault(layout => layout.Recognises(path));

    /// <summary>Files numbered from 1, at least one; a gap would silently shrink the set, so it is an error.</summary>
    private protected static string[] Numbered(string path, string beginning, string ending, int count)
    {
        string[] files = [.. Enumerable.Range(1, Math.Max(count, 1))
            .Select(number => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{beginning}{number}{ending}")))];
        return Array.Find(files, file => !File.Exists(file)) is { } missing
            ? throw new DataFormatException(missing, "file", "none", "training files numbered from 1 without a gap")
            : files;
    }

    /// <summary>Requires that both parts are of one kind.</summary>
    internal static DataSplit Matched(Dataset train, Dataset? test, string path)
    {
        if (test is not null && test.HasOneSize && train.HasOneSize && test.Shape != train.Shape)
        {
            throw new DataFormatException(path, "shape of the test images", $"{test.Shape}", $"{train.Shape}, as in training");
        }

        if (test is not null && !test.ClassNames.SequenceEqual(train.ClassNames))
        {
            throw new DataFormatException(
                path,
                "classes of the test images",
                Printable.List(test.ClassNames),
                $"{Printable.List(train.ClassNames)}, as in training");
        }

        return new DataSplit(train, test);
    }
}
