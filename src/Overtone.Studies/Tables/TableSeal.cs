using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Overtone.Studies.Tables;

/// <summary>
/// A checksum inside a Parquet file, between its data and its footer, where no reader looks: other programs read the file as before. The
/// library that reads Parquet does not end, or takes all memory, on some damaged files, so that damage must be found before it is asked.
/// </summary>
internal static class TableSeal
{
    private const int TailLength = 8;

    private static readonly byte[] Mark = "overtone"u8.ToArray();

    private static int SealLength => Mark.Length + SHA256.HashSizeInBytes;

    /// <summary>Seals a Parquet file that was just written.</summary>
    public static void Put(FileStream file)
    {
        int footer = FooterLength(file) ?? throw new InvalidOperationException("the stream is not a Parquet file");
        file.Position = 0;
        byte[] checksum = SHA256.HashData(file);
        byte[] end = new byte[footer];
        file.Position = file.Length - footer;
        file.ReadExactly(end);
        file.Position = file.Length - footer;
        file.Write([.. Mark, .. checksum, .. end]);
    }

    /// <summary>Whether a file is what was sealed; its position is then its beginning.</summary>
    public static bool Holds(FileStream file)
    {
        if (FooterLength(file) is not { } footer || file.Length < footer + SealLength)
            return false;
        byte[] seal = new byte[SealLength];
        file.Position = file.Length - footer - SealLength;
        file.ReadExactly(seal);
        if (!seal.AsSpan().StartsWith(Mark))
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, file, 0, file.Length - footer - SealLength);
        Append(hash, file, file.Length - footer, footer);
        file.Position = 0;
        return hash.GetHashAndReset().AsSpan().SequenceEqual(seal.AsSpan(Mark.Length));
    }

    // The footer ends with its own length and four letters.
    private static int? FooterLength(FileStream file)
    {
        if (file.Length < TailLength)
            return null;
        byte[] tail = new byte[TailLength];
        file.Position = file.Length - TailLength;
        file.ReadExactly(tail);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(tail) + (long)TailLength;
        return tail.AsSpan().EndsWith("PAR1"u8) && length <= file.Length ? (int)length : null;
    }

    private static void Append(IncrementalHash hash, FileStream file, long start, long length)
    {
        byte[] piece = new byte[(int)Math.Min(length, 1 << 16)];
        file.Position = start;
        for (long left = length; left > 0;)
        {
            int read = file.Read(piece, 0, (int)Math.Min(left, piece.Length));
            if (read == 0)
                return;
            hash.AppendData(piece, 0, read);
            left -= read;
        }
    }
}
