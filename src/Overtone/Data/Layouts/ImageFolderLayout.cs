using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>Class folders of images, either directly or below train/ and test/ (or val/).</summary>
internal sealed class ImageFolderLayout : DataLayout
{
    private static readonly string[] TestNames = ["test", "val"];

    internal override string Description => $"one folder of {ImageFile.Formats} files per class, or train/ and test/ with such folders";

    internal override bool Recognises(string path) =>
        Directory.Exists(path) && (HasTrain(path) || ImageFolderReader.ClassFolders(path).Any(ImageFolderReader.HoldsImages));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        if (!HasTrain(path))
        {
            return new DataSplit(Read(path), Test: null);
        }

        return Matched(Read(Path.Combine(path, "train")), TestFolder(path) is { } test ? Read(test) : null, path);

        Dataset Read(string folder) =>
            ImageFolderReader.ReadOfAnySizes(folder, name, ImageFolderReader.DefaultMemoryLimit, limits, cancellation);
    }

    internal override DataListing Describe(string path, string name)
    {
        var train = ImageFolderReader.List(HasTrain(path) ? Path.Combine(path, "train") : path);
        int? testCount = HasTrain(path) && TestFolder(path) is { } test ? ImageFolderReader.List(test).Files.Length : null;
        return new DataListing(name, path, train.Files.Length, testCount, ImageFile.ReadShape(train.Files[0]), train.ClassNames);
    }

    private static bool HasTrain(string path) => Directory.Exists(Path.Combine(path, "train"));

    private static string? TestFolder(string path) =>
        TestNames.Select(name => Path.Combine(path, name)).FirstOrDefault(Directory.Exists);
}
