using System.Security.Cryptography;

namespace Overtone.Studies.Runs;

/// <summary>
/// A checkpoint on disk: a mark, the SHA-256 of the content, the content. A trainer is never given half a checkpoint, or another file.
/// </summary>
internal static class CheckpointFile
{
    private static readonly byte[] Mark = "overtone"u8.ToArray();

    private static int HeaderLength => Mark.Length + SHA256.HashSizeInBytes;

    /// <summary>Writes a checkpoint in the place of the last one.</summary>
    public static void Write(string path, Action<Stream> write) => AtomicFile.WriteStream(path, file =>
    {
        file.Write(new byte[HeaderLength]);
        write(file);
        file.Position = HeaderLength;
        byte[] checksum = SHA256.HashData(file);
        file.Position = 0;
        file.Write([.. Mark, .. checksum]);
    });

    /// <summary>Opens a checkpoint at the beginning of its content.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        try
        {
            byte[] header = new byte[HeaderLength];
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().StartsWith(Mark))
                throw StoredFile.Fault(path, "header", $"{file.Length} bytes without a checkpoint's mark", "a checkpoint");
            if (!SHA256.HashData(file).AsSpan().SequenceEqual(header.AsSpan(Mark.Length)))
                throw StoredFile.Fault(path, "checksum", "content that differs from what was written", "a whole checkpoint");
            file.Position = HeaderLength;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
