using System.Formats.Tar;

namespace Overtone.Tests.Data;

/// <summary>Archives for tests, well-meaning and not.</summary>
internal static class SampleTar
{
    internal static byte[] Pack(params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return IdxReaderTests.Pack(tar.ToArray());
    }

    internal static TarEntry File(string name, params byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    internal static TarEntry Link(TarEntryType type, string name, string target) => new PaxTarEntry(type, name) { LinkName = target };
}
