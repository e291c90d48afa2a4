using Overtone.Files;

namespace Overtone.Data.Layouts;

/// <summary>One .npz file, given itself or as the only one of its folder.</summary>
internal sealed class NpzLayout : DataLayout
{
    internal override string Description => "an .npz file with images and labels";

    internal override bool Recognises(string path) => Find(path).Length > 0;

    internal override DataSplit Open(string path, string name, ReadLimits? limits, CancellationToken cancellation) =>
        NpzReader.Read(Single(path), name, limits, cancellation);

    internal override DataListing Describe(string path, string name) => NpzReader.Describe(Single(path), name);

    private static string Single(string path) => Find(path) is [var only]
        ? only
        : throw new DataFormatException(path, ".npz files", $"{Find(path).Length}", "one (give the path of the file itself)");

    private static string[] Find(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.GetFiles(path, "*.npz");
        }

        return File.Exists(path) && Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) ? [path] : [];
    }
}
