using System.Security.Cryptography;

namespace Overtone.Studies.Runs;

/// <summary>SHA-256 checksums of files, in hexadecimal.</summary>
public static class Checksum
{
    /// <summary>The checksum of a file's content.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The checksum of a text, as UTF-8.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
