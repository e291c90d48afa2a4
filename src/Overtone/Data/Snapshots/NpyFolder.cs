namespace Overtone.Data.Snapshots;

/// <summary>The .npy files of a folder.</summary>
internal sealed class NpyFolder : ArraySource
{
    private readonly Lazy<string[]> _names;

    public NpyFolder(string path)
        : base(path) =>
        _names = new(() =>
            [
                .. Directory
                    .GetFiles(path, "*.npy")
                    .Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
                    .Order(StringComparer.Ordinal),
            ]);

    public override IReadOnlyList<string> Names => _names.Value;

    public override string Describe(string array) => FileOf(array);

    public override string FileOf(string array) => System.IO.Path.Combine(Path, array + ".npy");

    public override NpyRows OpenRows(string array) => new(DataFile.Open(FileOf(array)), FileOf(array));

    public override UnfinishedArray? Unfinished(string array)
    {
        using FileStream stream = DataFile.Open(FileOf(array));
        try
        {
            NpyHeader header = DataFile.Guard(FileOf(array), "an array of numpy.save", () => NpyHeader.Read(stream, FileOf(array)));
            long expected = stream.Position + header.Length;
            return stream.Length < expected ? new UnfinishedArray(FileOf(array), stream.Length, expected) : null;
        }
        catch (DataFormatException fault) when (fault.Found.Contains("truncated", StringComparison.Ordinal))
        {
            return new UnfinishedArray(FileOf(array), stream.Length, null);
        }
    }
}
