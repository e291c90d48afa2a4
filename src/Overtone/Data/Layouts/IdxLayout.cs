using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>The four IDX files of MNIST, plain or gzip'd, or the two of its test part.</summary>
internal sealed class IdxLayout : DataLayout
{
    internal override string Description => "IDX files (train-images..., t10k-images... and their labels)";

    internal override bool Recognises(string path) => Directory.Exists(path) && (HasTrain(path) || HasTest(path));

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var classNames = ClassNames(path);
        if (!HasTrain(path))
        {
            return DataSplit.TestAlone(Read("t10k"), path, "train-images... and train-labels... beside the test part");
        }

        var train = Read("train");
        cancellation.ThrowIfCancellationRequested();
        return Matched(train, HasTest(path) ? Read("t10k") : null, path);

        Dataset Read(string part) =>
            IdxReader.Read(Require(path, $"{part}-images"), Require(path, $"{part}-labels"), name, classNames, limits);
    }

    internal override DataListing Describe(string path, string name)
    {
        var train = HasTrain(path) ? Header("train-images") : ((int Count, ImageShape Shape)?)null;
        var test = HasTest(path) ? Header("t10k-images") : ((int Count, ImageShape Shape)?)null;
        return new DataListing(name, path, train?.Count ?? 0, test?.Count, (train ?? test)!.Value.Shape, ClassNames(path));

        (int Count, ImageShape Shape) Header(string part) => IdxReader.ReadImagesHeader(Require(path, part));
    }

    // Both parts share one list, so that a class missing from the smaller part still has its place.
    private static string[] ClassNames(string path)
    {
        var parts = new[] { "train-labels", "t10k-labels" }.Where(part => part == "train-labels" ? HasTrain(path) : HasTest(path));
        return LabelRules.NumberNames(1 + parts.Max(part => IdxReader.ReadLabels(Require(path, part)).Max()));
    }

    private static bool HasTrain(string path) => Find(path, "train-images") is not null;

    private static bool HasTest(string path) => Find(path, "t10k-images") is not null || Find(path, "t10k-labels") is not null;

    private static string Require(string path, string beginning) => Find(path, beginning)
        ?? throw new DataFormatException(path, $"file {beginning}...", "none", "an IDX file of that name, plain or .gz");

    // Ordinal order puts the plain file before the one with .gz at its end.
    internal static string? Find(string path, string beginning) =>
        Directory.GetFiles(path, $"{beginning}*").Order(StringComparer.Ordinal).FirstOrDefault();
}
