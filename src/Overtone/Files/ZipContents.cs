using System.Globalization;
using System.IO.Compression;

namespace Overtone.Files;

/// <summary>
/// A zip archive from elsewhere. Every name stands for one entry, an entry that unfolds beyond the limits is not opened, and one that is
/// read to its end must have the checksum that the archive states; .NET does not compare it.
/// </summary>
internal sealed class ZipContents : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly string _file;
    private readonly string _cure;
    private readonly MakeFault _fault;
    private readonly ReadLimits _limits;
    private readonly long _length;

    /// <summary>Reads the list of contents.</summary>
    /// <param name="stream">The archive; closed with this object, also when it is damaged.</param>
    /// <param name="file">What faults call it.</param>
    /// <param name="expected">What it should be, for example <c>an .npz file of numpy.savez</c>.</param>
    /// <param name="fault">The fault of this kind of input.</param>
    /// <param name="limits">What it may unfold to.</param>
    /// <param name="field">What faults of the archive as a whole call it.</param>
    internal ZipContents(Stream stream, string file, string expected, MakeFault fault, ReadLimits? limits, string field = "archive")
    {
        (_file, _cure, _fault, _limits, _length) = (file, expected, fault, limits ?? ReadLimits.Default, stream.Length);
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            // The list is read at the first question, and this is the place where its damage is understood.
            Names = [.. _archive.Entries.Select(entry => entry.FullName)];
            _entries = new Dictionary<string, ZipArchiveEntry>(Names.Count, StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                if (!_entries.TryAdd(entry.FullName, entry))
                    throw fault(file, $"entry {entry.FullName}", "two with this "
                        + "name", "each name once; copy or save the file again", null);
            }
        }
        catch (Exception error)
        {
            _archive?.Dispose();
            stream.Dispose();
            if (error is InputFaultException)
                throw;
            throw fault(file, field, "a damaged or truncated zip file, or another kind of file", expected, error);
        }
    }

    /// <summary>The names of all entries, in the order of the list.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>Whether there is an entry of a name.</summary>
    internal bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The bytes that an entry is said to unfold to.</summary>
    internal long LengthOf(string name) => _entries[name].Length;

    /// <summary>Opens an entry that is there.</summary>
    internal Stream Open(string name)
    {
        ZipArchiveEntry entry = _entries[name];
        string field = $"entry {name}";
        long packed = Math.Min(entry.CompressedLength, _length), most = _limits.MostUnpacked(packed);
        if (entry.Length > most)
        {
            throw _fault(_file, field, $"{Count(entry.Length)} bytes packed into {Count(packed)}",
                $"at most {Count(most)} ({ReadLimits.ArrayVariable} raises the limit)", null);
        }

        if (entry.IsEncrypted)
            throw _fault(_file, field, "an encrypted entry", $"{_cure} without a password", null);
        try
        {
            return new UnpackingStream(entry.Open(), entry.Length, Longer, Compare);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            throw _fault(_file, field, "a damaged header", _cure, error);
        }

        InputFaultException Longer(long bytes) =>
            _fault(_file, field, $"more than the {Count(entry.Length)} bytes that the archive states", "a whole file; copy it again", null);

        void Compare(long bytes, uint crc)
        {
            if (bytes != entry.Length)
            {
                throw _fault(_file, field, $"{Count(bytes)} bytes (truncated)", $"{Count(entry.Length)}, as the archive states", null);
            }

            if (crc != entry.Crc32)
                throw _fault(_file, field, $"the checksum {crc:x8}", $"{entry.Crc32:x8}, as the archive states; copy the file again", null);
        }
    }

    public void Dispose() => _archive.Dispose();

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
