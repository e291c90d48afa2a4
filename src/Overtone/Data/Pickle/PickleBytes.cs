using System.Buffers.Binary;

namespace Overtone.Data.Pickle;

/// <summary>A pickle's bytes, taken piece by piece; a piece is a view, and nothing is copied.</summary>
internal sealed class PickleBytes(byte[] bytes, string file)
{
    /// <summary>Where the next piece begins.</summary>
    internal int Position { get; private set; }

    internal int Length => bytes.Length;

    internal byte Byte() => Counted(1).Span[0];

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Counted(2).Span);

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Counted(4).Span);

    internal double Double() => BinaryPrimitives.ReadDoubleBigEndian(Counted(8).Span);

    internal ReadOnlyMemory<byte> Counted8() => Counted(Byte());

    internal ReadOnlyMemory<byte> Counted32() => Counted(BinaryPrimitives.ReadUInt32LittleEndian(Counted(4).Span));

    internal ReadOnlyMemory<byte> Counted64() => Counted(BinaryPrimitives.ReadUInt64LittleEndian(Counted(8).Span));

    /// <summary>What stands before the next line feed, which is passed over.</summary>
    internal ReadOnlySpan<byte> Line()
    {
        var end = bytes.AsSpan(Position).IndexOf((byte)'\n');
        if (end < 0)
        {
            throw new DataFormatException(file, $"line at byte {Position}", "no end (truncated)", "a line feed");
        }

        var line = bytes.AsSpan(Position, end);
        Position += end + 1;
        return line;
    }

    /// <summary>So many bytes.</summary>
    internal ReadOnlyMemory<byte> Counted(ulong count)
    {
        var left = bytes.Length - Position;
        if (count > (ulong)left)
        {
            throw new DataFormatException(file, $"bytes from {Position}", $"{left} (truncated)", $"{count}");
        }

        var piece = bytes.AsMemory(Position, (int)count);
        Position += (int)count;
        return piece;
    }
}
