using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>
/// Tiny ImageNet as it is published: train/CLASS/images, val/images with val_annotations.txt, and words.txt with names. The pictures below
/// test/ have no labels and are passed over.
/// </summary>
internal sealed class TinyImageNetLayout : DataLayout
{
    private const string Images = "images", Annotations = "val_annotations.txt", Words = "words.txt";

    internal override string Description => $"Tiny ImageNet's folders (train/CLASS/{Images})";

    internal override bool Recognises(string path) =>
        Directory.Exists(Train(path)) && ImageFolderReader.ClassFolders(Train(path)) is [var first, ..]
        && Directory.Exists(Path.Combine(first, Images));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var (classes, train) = TrainFiles(path);
        var names = Names(path, classes);
        return Matched(Read(train, []), ValidationFiles(path, classes) is { } test ? Read(test, [AnnotationsOf(path)]) : null, path);

        Dataset Read((string File, int Label)[] images, string[] others) => ImageFiles.Read(
            name,
            names,
            Array.ConvertAll(images, image => image.File),
            Array.ConvertAll(images, image => image.Label),
            others,
            ImageFolderReader.DefaultMemoryLimit,
            limits,
            cancellation);
    }

    internal override DataListing Describe(string path, string name)
    {
        var (classes, train) = TrainFiles(path);
        return new DataListing(
            name,
            path,
            train.Length,
            ValidationFiles(path, classes)?.Length,
            ImageFile.ReadShape(train[0].File),
            Names(path, classes));
    }

    private static string Train(string path) => Path.Combine(path, "train");

    private static string AnnotationsOf(string path) => Path.Combine(path, "val", Annotations);

    private static (string[] Classes, (string File, int Label)[] Images) TrainFiles(string path) =>
        DataFile.Guard(Train(path), "a readable folder with one folder per class", () =>
    {
        var folders = ImageFolderReader.ClassFolders(Train(path));
        if (folders.Length < 2)
        {
            throw new DataFormatException(Train(path), "class folders", $"{folders.Length}", "at least 2, one per class");
        }

        return (
            Array.ConvertAll(folders, folder => Path.GetFileName(folder)),
            folders
                .SelectMany((folder, label) => ImageFolderReader.ImagesIn(Path.Combine(folder, Images)).Select(file => (file, label)))
                .ToArray());
    });

    // A line a picture: the file, its class, and a box round what it shows, separated by tabs.
    private static (string File, int Label)[]? ValidationFiles(string path, string[] classes)
    {
        var annotations = AnnotationsOf(path);
        return File.Exists(annotations) ? DataFile.Guard(annotations, "one line per picture: file, class and box", Parse) : null;

        (string, int)[] Parse()
        {
            var images = new List<(string File, int Label)>();
            foreach (var (number, fields) in Lines(annotations))
            {
                var label = fields.Length < 2 ? -1 : Array.IndexOf(classes, fields[1]);
                if (label < 0)
                {
                    throw new DataFormatException(
                        annotations,
                        $"line {number}",
                        fields.Length < 2 ? $"'{Printable.Of(fields[0])}'" : $"the class '{Printable.Of(fields[1])}'",
                        $"a file and one of the {classes.Length} classes below train, separated by a tab");
                }

                // A name alone: a path could lead out of the folder.
                var file = Path.Combine(path, "val", Images, Path.GetFileName(fields[0]));
                if (!File.Exists(file))
                {
                    throw new DataFormatException(
                        annotations,
                        $"file of line {number}",
                        $"'{Printable.Of(fields[0])}', which does not exist",
                        "a picture in val/images");
                }

                images.Add((file, label));
            }

            return images.Count > 0
                ? [.. images]
                : throw new DataFormatException(annotations, "lines", "none", "one per picture");
        }
    }

    // The first word for each class; the class's own name where there is none, or another class has the same.
    private static string[] Names(string path, string[] classes)
    {
        var file = Path.Combine(path, Words);
        if (!File.Exists(file))
        {
            return classes;
        }

        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        DataFile.Guard(file, "one line per class: name and words", () => Lines(file).Count(line =>
            line.Fields is [var name, var meaning, ..] && words.TryAdd(name, Printable.Of(meaning.Split(',')[0].Trim()))));
        var names = Array.ConvertAll(classes, name => words.TryGetValue(name, out var word) && word.Length > 0 ? word : name);
        return [.. names.Select((name, label) => names.Count(other => other == name) == 1 ? name : classes[label])];
    }

    private static IEnumerable<(int Number, string[] Fields)> Lines(string file)
    {
        using var reader = new StreamReader(DataFile.Open(file));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Trim().Length > 0)
            {
                yield return (number, line.Split('\t', StringSplitOptions.TrimEntries));
            }
        }
    }
}
