using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>The four IDX files of MNIST, plain or gzip'd.</summary>
internal sealed class IdxLayout : DataLayout
{
    internal override string Description => "IDX files (train-images..., train-labels..., t10k-images..., t10k-labels...)";

    internal override bool Recognises(string path) => Directory.Exists(path) && Find(path, "train-images") is not null;

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation)
    {
        var classNames = ClassNames(path);
        var train = IdxReader.Read(Require(path, "train-images"), Require(path, "train-labels"), name, classNames, limits);
        cancellation.ThrowIfCancellationRequested();
        var test = HasTest(path)
            ? IdxReader.Read(Require(path, "t10k-images"), Require(path, "t10k-labels"), name, classNames, limits)
            : null;
        return Matched(train, test, path);
    }

    internal override DataListing Describe(string path, string name)
    {
        var (count, shape) = IdxReader.ReadImagesHeader(Require(path, "train-images"));
        int? testCount = HasTest(path) ? IdxReader.ReadImagesHeader(Require(path, "t10k-images")).Count : null;
        return new DataListing(name, path, count, testCount, shape, ClassNames(path));
    }

    // Both parts share one list, so that a class missing from the smaller part still has its place.
    private static string[] ClassNames(string path)
    {
        string[] parts = HasTest(path) ? ["train-labels", "t10k-labels"] : ["train-labels"];
        return LabelRules.NumberNames(1 + parts.Max(part => IdxReader.ReadLabels(Require(path, part)).Max()));
    }

    private static bool HasTest(string path) => Find(path, "t10k-images") is not null || Find(path, "t10k-labels") is not null;

    private static string Require(string path, string beginning) => Find(path, beginning)
        ?? throw new DataFormatException(path, $"file {beginning}...", "none", "an IDX file of that name, plain or .gz");

    // Ordinal order puts the plain file before the one with .gz at its end.
    internal static string? Find(string path, string beginning) =>
        Directory.GetFiles(path, $"{beginning}*").Order(StringComparer.Ordinal).FirstOrDefault();
}
