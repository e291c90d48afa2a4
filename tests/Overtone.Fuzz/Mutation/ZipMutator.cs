using System.IO.Compression;

namespace Overtone.Fuzz.Mutation;

/// <summary>Damage inside a zip archive whose checksums are then right again.</summary>
internal static class ZipMutator
{
    private static readonly string[] HurtingNames = ["", "x.npy", "../../evil", "a\u001b[2Jb", "archive/code/__torch__.py",
        "archive/data.pkl", new('n', 3000), "y.npy/"];

    public static byte[] Mutate(Random random, byte[] archive, IReadOnlyList<byte[]> others)
    {
        List<(string Name, byte[] Content)>? entries = Read(archive);
        if (entries is null or [])
            return ByteMutator.Mutate(random, archive, others);
        int index = random.Next(entries.Count);
        (string name, byte[] content) = entries[index];
        switch (random.Next(8))
        {
            case 0:
                entries.RemoveAt(index);
                break;
            case 1:
                entries.Insert(random.Next(entries.Count + 1), (name, content));
                break;
            case 2:
                entries[index] = (HurtingNames[random.Next(HurtingNames.Length)], content);
                break;
            case 3:
                entries[index] = (name, entries[random.Next(entries.Count)].Content);
                break;
            default:
                entries[index] = (name, ByteMutator.Mutate(random, content, [.. entries.Select(entry => entry.Content)]));
                break;
        }

        return Write(entries, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
    }

    private static List<(string Name, byte[] Content)>? Read(byte[] archive)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive));
            return [.. zip.Entries.Select(entry =>
            {
                using Stream stream = entry.Open();
                var content = new MemoryStream();
                stream.CopyTo(content);
                return (entry.FullName, content.ToArray());
            })];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Write(List<(string Name, byte[] Content)> entries, CompressionLevel level)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name.Length == 0 ? "_" : name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
