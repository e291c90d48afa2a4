using System.Buffers;
using System.Security.Cryptography;

namespace Overtone.Studies.Runs;

/// <summary>SHA-256 checksums of files, in hexadecimal.</summary>
internal static class Checksum
{
    /// <summary>The number of hexadecimal digits.</summary>
    internal const int Length = 64;

    private const int BytesAtOnce = 1 << 20;

    /// <summary>The checksum of a file's content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Checked after every mebibyte.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static string OfFile(string path, CancellationToken cancellation = default)
    {
        using FileStream stream =
            new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BytesAtOnce);
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The checksum of a text, as UTF-8.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
