using System.IO.Compression;

namespace Overtone.Data.Snapshots;

/// <summary>The arrays of an .npz file.</summary>
internal sealed class NpzArrays : ArraySource
{
    private const string Extension = ".npy";
    private readonly ZipArchive _archive;

    public NpzArrays(string path)
        : base(path)
    {
        FileStream file = InputFile.Open(path);
        try
        {
            _archive = new ZipArchive(file, ZipArchiveMode.Read);
            Names = [.. _archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Select(name => name[..^Extension.Length]).Order(StringComparer.Ordinal)];
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw new DataFormatException(path, "archive", "a damaged or truncated zip, or none", "an .npz file of numpy.savez", error);
        }
    }

    public override IReadOnlyList<string> Names { get; }

    public override string Describe(string array) => $"{Path}({array}{Extension})";

    public override string FileOf(string array) => Path;

    public override NpyRows OpenRows(string array) => new(
        _archive.GetEntry(array + Extension)?.Open() ?? throw new DataFormatException(Path, $"array {array}", "none", $"{array}{Extension} in the zip"),
        Describe(array));

    // Its list of contents is at a zip's end: one that opens is whole.
    public override UnfinishedArray? Unfinished(string array) => null;

    protected override void Dispose(bool disposing)
    {
        _archive.Dispose();
        base.Dispose(disposing);
    }
}
