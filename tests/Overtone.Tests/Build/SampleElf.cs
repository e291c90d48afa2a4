using System.Buffers.Binary;
using System.Text;

namespace Overtone.Tests.Build;

/// <summary>
/// A library reduced to what names the versions it needs: an ELF header, a section .gnu.version_r with one entry per library and
/// one sub-entry per version, its string table, and the section headers.
/// </summary>
internal static class SampleElf
{
    private const int HeaderSize = 64;
    private const int EntrySize = 16;

    /// <summary>A library that needs the given versions of the given libraries.</summary>
    internal static byte[] Needing(params (string Library, string[] Versions)[] needs)
    {
        var names = new List<byte> { 0 };
        uint NameOf(string text)
        {
            var index = (uint)names.Count;
            names.AddRange([.. Encoding.ASCII.GetBytes(text), 0]);
            return index;
        }

        var section = new List<byte>();
        for (var n = 0; n < needs.Length; n++)
        {
            var (library, versions) = needs[n];
            var size = EntrySize * (1 + versions.Length);
            section.AddRange(
                Entry(
                    (1, 2),
                    ((ushort)versions.Length, 2),
                    (NameOf(library), 4),
                    (EntrySize, 4),
                    (n < needs.Length - 1 ? (uint)size : 0, 4)));
            for (var v = 0; v < versions.Length; v++)
            {
                section.AddRange(
                    Entry(
                        (0x12345678, 4),
                        (0, 2),
                        ((ushort)(v + 2), 2),
                        (NameOf(versions[v]), 4),
                        (v < versions.Length - 1 ? (uint)EntrySize : 0, 4)));
            }
        }

        long sectionStart = HeaderSize, namesStart = sectionStart + section.Count, table = namesStart + names.Count;
        return

        [
            .. Header(table),
            .. section,
            .. names,
            .. SectionHeader(0, 0, 0, 0),
            .. SectionHeader(0x6ffffffe, sectionStart, 2, (uint)needs.Length),
            .. SectionHeader(3, namesStart, 0, 0),
        ];
    }

    private static byte[] Header(long table)
    {
        var header = new byte[HeaderSize];
        ((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(header, 0);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(0x28), table);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x3a), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x3c), 3);
        return header;
    }

    private static byte[] SectionHeader(uint type, long start, uint link, uint info)
    {
        var header = new byte[HeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), type);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), start);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), link);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(44), info);
        return header;
    }

    private static byte[] Entry(params (uint Value, int Size)[] fields) =>
        [.. fields.SelectMany(field => BitConverter.GetBytes(field.Value).Take(field.Size))];
}
