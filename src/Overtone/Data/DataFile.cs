using System.IO.Compression;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>Opens input files, and turns what can go wrong there into a <see cref="DataFormatException"/>.</summary>
internal static class DataFile
{
    // A larger array of bytes does not exist in .NET.
    private const long LargestArray = 0x7FFFFFC7;

    // Memory that a header may ask for before the bytes are there, where nobody knows how many can come.
    private const int TrustedLength = 64 << 20;

    /// <summary>The one boundary round every reader of data: what is not yet a <see cref="DataFormatException"/> becomes one.</summary>
    internal static T Guard<T>(string file, string expected, Func<T> read) => ReaderBoundary.Read(file, expected, Fault, read);

    /// <summary>Opens a file, unpacking it if its first bytes say gzip, whatever its name says.</summary>
    internal static Stream OpenUnpacked(string path, ReadLimits? limits = null)
    {
        var file = Open(path);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? Unpacked(file, path, limits ?? ReadLimits.Default) : file;
    }

    internal static FileStream Open(string path)
    {
        if (FileKind.UnlessRegular(path) is { } other)
        {
            throw new DataFormatException(path, "file", other, "a file");
        }

        if (!File.Exists(path))
        {
            throw new DataFormatException(path, "file", "none", "a file");
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            if (StandIn.Of(stream) is not { } standIn)
            {
                return stream;
            }

            stream.Dispose();
            throw new DataFormatException(path, "kind of file", standIn.Found, standIn.Expected);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "file", $"\"{error.Message.TrimEnd('.')}\"", "a readable file", error);
        }
    }

    /// <summary>Opens a zip archive.</summary>
    internal static ZipContents OpenZip(string path, string expected, ReadLimits? limits) => new(Open(path), path, expected, Fault, limits);

    /// <summary>Reads exactly so many bytes into an array of that length; fewer are an error that names the file and the field.</summary>
    internal static byte[] ReadExactly(Stream stream, long count, string file, string field)
    {
        if (count > LargestArray)
        {
            throw new DataFormatException(file, field, $"{count} bytes", $"at most {LargestArray} (split the file)");
        }

        if (RequireRoom(stream, count, file, field) || count <= TrustedLength)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)count);
            Fill(stream, bytes, file, field);
            return bytes;
        }

        return ReadUnknown(stream, (int)count, file, field);
    }

    /// <summary>Fills a span; fewer bytes are an error that names the file and the field.</summary>
    /// <param name="stream">Where they come from.</param>
    /// <param name="bytes">Filled.</param>
    /// <param name="file">What errors call the file.</param>
    /// <param name="field">What errors call the bytes.</param>
    /// <param name="before">The bytes of the field that were read before.</param>
    /// <param name="all">All bytes of the field; the length of the span if not given.</param>
    internal static void Fill(Stream stream, Span<byte> bytes, string file, string field, long before = 0, long? all = null)
    {
        int read;
        try
        {
            read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(file, field, "packed data that are damaged", $"{all ?? bytes.Length} bytes", error);
        }
        catch (IOException error)
        {
            throw new DataFormatException(file, field, $"\"{error.Message.TrimEnd('.')}\"", $"{all ?? bytes.Length} bytes", error);
        }

        if (read < bytes.Length)
        {
            throw new DataFormatException(file, field, $"{before + read} bytes (truncated)", $"{all ?? bytes.Length}");
        }
    }

    /// <summary>Requires that so many bytes can still come; false where the stream does not tell.</summary>
    internal static bool RequireRoom(Stream stream, long count, string file, string field)
    {
        if (stream is UnpackingStream unpacking)
        {
            unpacking.Require(count);
            return true;
        }

        if (!stream.CanSeek)
        {
            return false;
        }

        var left = stream.Length - stream.Position;
        return count <= left ? true : throw new DataFormatException(file, field, $"{left} bytes (truncated)", $"{count}");
    }

    /// <summary>Requires that nothing follows what has been read.</summary>
    internal static void RequireEnd(Stream stream, string file, long expected)
    {
        int next;
        try
        {
            next = stream.ReadByte();
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException(file, "end of file", "packed data that are damaged", "an intact end", error);
        }

        if (next >= 0)
        {
            throw new DataFormatException(file, "length", $"more than {expected} bytes", $"{expected}");
        }
    }

    private static InputFaultException Fault(string file, string field, string found, string expected, Exception? cause) =>
        new DataFormatException(file, field, found, expected, cause);

    private static UnpackingStream Unpacked(FileStream file, string path, ReadLimits limits)
    {
        var packed = file.Length;
        var fair = limits.MostUnpacked(packed);
        return new UnpackingStream(
            new GZipStream(file, CompressionMode.Decompress),
            Math.Min(fair, ReadLimits.MostPossible(packed)),
            bytes => bytes > fair
                ? new DataFormatException(
                    path,
                    "unpacked size",
                    $"at least {bytes:N0} bytes packed into {packed:N0}",
                    $"at most {fair:N0} ({ReadLimits.ArrayVariable} raises the limit)")
                : new DataFormatException(path, "unpacked size", $"{bytes:N0} bytes in the header", $"what {packed:N0} packed bytes can "
                    + "hold"));
    }

    // Memory for all is taken when an eighth of it has come: a damaged header costs eight times what the file holds, and no more.
    private static byte[] ReadUnknown(Stream stream, int count, string file, string field)
    {
        var beginning = GC.AllocateUninitializedArray<byte>(count / 8);
        Fill(stream, beginning, file, field, 0, count);
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        beginning.CopyTo(bytes, 0);
        Fill(stream, bytes.AsSpan(beginning.Length), file, field, beginning.Length, count);
        return bytes;
    }
}
