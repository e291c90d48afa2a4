using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>A folder with a labels.csv that names its images.</summary>
internal sealed class ImageListLayout : DataLayout
{
    private const string ListFile = "labels.csv";

    internal override string Description => $"a {ListFile} with columns file and label";

    internal override bool Recognises(string path) => Directory.Exists(path) && File.Exists(Path.Combine(path, ListFile));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation) =>
        new(
            ImageListReader.ReadOfAnySizes(
                Path.Combine(path, ListFile), name, ImageFolderReader.DefaultMemoryLimit, limits, cancellation),
            Test: null);

    internal override DataListing Describe(string path, string name)
    {
        var list = ImageListReader.List(Path.Combine(path, ListFile));
        return new DataListing(name, path, list.Files.Length, TestCount: null, ImageFile.ReadShape(list.Files[0]), list.ClassNames);
    }
}
