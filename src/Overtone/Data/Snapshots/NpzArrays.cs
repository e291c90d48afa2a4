using Overtone.Files;

namespace Overtone.Data.Snapshots;

/// <summary>The arrays of an .npz file.</summary>
internal sealed class NpzArrays : ArraySource
{
    private const string Extension = ".npy";
    private readonly ZipContents _archive;

    public NpzArrays(string path)
        : base(path)
    {
        _archive = DataFile.OpenZip(path, "an .npz file of numpy.savez", limits: null);
        Names =
        [
            .. _archive.Names.Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
                .Select(name => name[..^Extension.Length])
                .Order(StringComparer.Ordinal),
        ];
    }

    public override IReadOnlyList<string> Names { get; }

    public override string Describe(string array) => $"{Path}({Printable.Of(array)}{Extension})";

    public override string FileOf(string array) => Path;

    public override NpyRows OpenRows(string array) => _archive.Contains(array + Extension)
        ? new NpyRows(_archive.Open(array + Extension), Describe(array))
        : throw new DataFormatException(Path, $"array {array}", "none", $"{array}{Extension} in the zip");

    // Its list of contents is at a zip's end: one that opens is whole.
    public override UnfinishedArray? Unfinished(string array) => null;

    protected override void Dispose(bool disposing)
    {
        _archive.Dispose();
        base.Dispose(disposing);
    }
}
