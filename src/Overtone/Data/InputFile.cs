using System.IO.Compression;

namespace Overtone.Data;

/// <summary>Opens input files, and turns what can go wrong there into a <see cref="DataFormatException"/>.</summary>
internal static class InputFile
{
    // A larger array of bytes does not exist in .NET.
    private const long LargestArray = 0x7FFFFFC7;

    // Memory that a header may ask for before the bytes are there.
    private const long TrustedLength = 64 << 20;

    /// <summary>Opens a file, unpacking it if its first bytes say gzip, whatever its name says.</summary>
    internal static Stream OpenUnpacked(string path)
    {
        var file = Open(path);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    internal static FileStream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataFormatException(path, "file", "none", "a file");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "file", $"\"{error.Message}\"", "a readable file", error);
        }
    }

    /// <summary>Reads exactly so many bytes; fewer are an error that names the file and the field.</summary>
    internal static byte[] ReadExactly(Stream stream, long count, string file, string field)
    {
        if (count > LargestArray)
        {
            throw new DataFormatException(file, field, $"{count} bytes", $"at most {LargestArray} (split the file)");
        }

        // Beyond the trusted length grown as the bytes come: a damaged header must not ask for memory that no file fills.
        using var buffer = new MemoryStream((int)Math.Min(count, TrustedLength));
        var chunk = new byte[(int)Math.Min(1 << 20, count)];
        try
        {
            while (buffer.Length < count)
            {
                var read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, count - buffer.Length));
                if (read == 0)
                {
                    throw new DataFormatException(file, field, $"{buffer.Length} bytes (truncated)", $"{count}");
                }

                buffer.Write(chunk, 0, read);
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new DataFormatException(file, field, $"\"{error.Message}\"", $"{count} bytes", error);
        }

        return buffer.Capacity == count ? buffer.GetBuffer() : buffer.ToArray();
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
            throw new DataFormatException(file, "end of file", $"\"{error.Message}\"", "an intact end", error);
        }

        if (next >= 0)
        {
            throw new DataFormatException(file, "length", $"more than {expected} bytes", $"{expected}");
        }
    }
}
