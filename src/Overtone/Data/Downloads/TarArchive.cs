using System.Formats.Tar;
using System.IO.Compression;

namespace Overtone.Data.Downloads;

/// <summary>Unpacks a .tar.gz from elsewhere: plain files and folders, below one folder, up to a size; anything else is refused.</summary>
internal static class TarArchive
{
    private const int MostEntries = 100_000;

    /// <summary>Unpacks into a folder. What was written before a fault is found stays for the caller to remove.</summary>
    internal static void Extract(string archive, string folder, long limit, CancellationToken cancellation)
    {
        using var stream = new LimitedStream(new GZipStream(InputFile.Open(archive), CompressionMode.Decompress), limit, archive);
        using var reader = new TarReader(stream);
        var entries = 0;
        try
        {
            while (reader.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                if (++entries > MostEntries)
                {
                    throw new DataFormatException(archive, "entries", $"more than {MostEntries}", $"at most {MostEntries}");
                }

                Extract(entry, archive, folder);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(archive, "archive", $"\"{error.Message}\"", "an intact .tar.gz", error);
        }

        if (entries == 0)
        {
            throw new DataFormatException(archive, "entries", "none", "at least one");
        }
    }

    private static void Extract(TarEntry entry, string archive, string folder)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.GlobalExtendedAttributes:
                break;
            case TarEntryType.Directory:
                Directory.CreateDirectory(Inside(entry, archive, folder));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                var path = Inside(entry, archive, folder);
                if (Path.Exists(path))
                {
                    throw new DataFormatException(archive, "entries", $"{entry.Name} twice", "each name once");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                {
                    entry.DataStream?.CopyTo(file);
                }

                break;
            default:
                throw new DataFormatException(archive, $"entry {entry.Name}", $"a {entry.EntryType}", "files and folders only");
        }
    }

    private static string Inside(TarEntry entry, string archive, string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, entry.Name));
        var isPlain = !Path.IsPathRooted(entry.Name) && !entry.Name.Split('/', '\\').Contains("..") && !entry.Name.Contains(':');
        return isPlain && (path + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw new DataFormatException(archive, "entry", entry.Name, "a path inside the folder");
    }
}
