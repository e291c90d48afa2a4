using System.Formats.Tar;
using System.IO.Compression;
using Overtone.Files;

namespace Overtone.Data.Downloads;

/// <summary>Unpacks a .tar.gz from elsewhere: plain files and folders, below one folder, up to a size; anything else is refused.</summary>
internal static class TarArchive
{
    private const int MostEntries = 100_000;

    /// <summary>Unpacks into a folder. What was written before a fault is found stays for the caller to remove.</summary>
    internal static void Extract(string archive, string folder, long limit, CancellationToken cancellation)
    {
        using var stream = new UnpackingStream(
            new GZipStream(DataFile.Open(archive), CompressionMode.Decompress),
            limit,
            _ => new DataFormatException(archive, "unpacked length", $"more than {limit} bytes", $"at most {limit}"));
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
            throw new DataFormatException(archive, "archive", $"\"{error.Message.TrimEnd('.')}\"", "an intact .tar.gz", error);
        }
        catch (PathTooLongException error)
        {
            throw new DataFormatException(archive, "entry", "a name that is too long for a file", "an intact .tar.gz", error);
        }
        catch (Exception error)
            when (error is not (InputFaultException or OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // A full disk is no fault of the archive; what else its damage brings about is.
            throw new DataFormatException(archive, "archive", "damaged data", "an intact .tar.gz", error);
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
                MakeFolder(Inside(entry, archive, folder), archive);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                var path = Inside(entry, archive, folder);
                if (Path.EndsInDirectorySeparator(path))
                {
                    throw new DataFormatException(archive, "entry", $"{entry.Name}, a file with the name of a folder", "files and folders");
                }

                if (Path.Exists(path))
                {
                    throw new DataFormatException(archive, "entries", $"{entry.Name} twice", "each name once");
                }

                MakeFolder(Path.GetDirectoryName(path)!, archive);
                using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                {
                    entry.DataStream?.CopyTo(file);
                }

                break;
            default:
                throw new DataFormatException(archive, $"entry {entry.Name}", $"a {entry.EntryType}", "files and folders only");
        }
    }

    private static void MakeFolder(string path, string archive)
    {
        for (var part = path; part is not null && !Directory.Exists(part); part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
            {
                throw new DataFormatException(archive, "entries", $"{Path.GetFileName(part)} as a file and as a folder", "each name once");
            }
        }

        Directory.CreateDirectory(path);
    }

    private static string Inside(TarEntry entry, string archive, string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, entry.Name));
        var isPlain = !Path.IsPathRooted(entry.Name) && !entry.Name.Split('/', '\\').Contains("..") && !entry.Name.Contains(':')
            && !entry.Name.Contains('\0');
        return isPlain && (path + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw new DataFormatException(archive, "entry", entry.Name, "a path inside the folder");
    }
}
