using System.Buffers.Binary;
using System.Text;

namespace Overtone.Models;

/// <summary>A Protobuf message in the making. Long content is not copied: weights lie in memory once.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];

    /// <summary>Bytes of the message.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a number of variable length.</summary>
    public ProtobufMessage Add(int field, long value) => Tag(field, ProtobufFields.VariableLength).Append(Number((ulong)value));

    /// <summary>Adds a number of four bytes.</summary>
    public ProtobufMessage Add(int field, float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Tag(field, ProtobufFields.FourBytes).Append(bytes);
    }

    /// <summary>Adds text.</summary>
    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes, which must stay as they are until the message is written.</summary>
    public ProtobufMessage Add(int field, ReadOnlyMemory<byte> bytes) =>
        Tag(field, ProtobufFields.Delimited).Append(Number((ulong)bytes.Length)).Append(bytes);

    /// <summary>Adds a message, complete as it is.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage message)
    {
        Tag(field, ProtobufFields.Delimited).Append(Number((ulong)message.Length));
        foreach (ReadOnlyMemory<byte> part in message._parts)
            Append(part);
        return this;
    }

    /// <summary>Adds a field of a file as it lies there.</summary>
    /// <param name="field">Its number, kind and value.</param>
    /// <param name="content">Its bytes, none for a number of variable length.</param>
    public ProtobufMessage Add(ProtobufFields.Field field, ReadOnlyMemory<byte> content) => field.Wire switch
    {
        ProtobufFields.VariableLength => Add(field.Number, (long)field.Value),
        ProtobufFields.Delimited => Add(field.Number, content),
        _ => Tag(field.Number, field.Wire).Append(content),
    };

    /// <summary>Adds one field for each of several things.</summary>
    public ProtobufMessage AddAll<T>(IEnumerable<T> items, Action<ProtobufMessage, T> add)
    {
        foreach (T item in items)
            add(this, item);
        return this;
    }

    /// <summary>Writes the message.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (ReadOnlyMemory<byte> part in _parts)
            stream.Write(part.Span);
    }

    /// <summary>The message as it lies in a file.</summary>
    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return stream.ToArray();
    }

    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7f; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    private ProtobufMessage Tag(int field, int wire) => Append(Number(((ulong)field << 3) | (uint)wire));

    private ProtobufMessage Append(ReadOnlyMemory<byte> part)
    {
        _parts.Add(part);
        Length += part.Length;
        return this;
    }
}
