using System.Buffers.Binary;
using static Overtone.Models.ProtobufFields;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>Reads tensors as ONNX stores them: as raw bytes, as lists of numbers, or in a file beside the model.</summary>
/// <param name="stream">The model.</param>
/// <param name="file">Its path, for messages.</param>
internal sealed class OnnxTensorReader(Stream stream, string file)
{
    /// <summary>The field of a <c>TensorProto</c> with its name.</summary>
    public const int TensorName = 8;

    private const int Dimension = 1, DataType = 2, FloatData = 4, Int32Data = 5, Int64Data = 7, RawData = 9, DoubleData = 10,
        Uint64Data = 11, ExternalData = 13;

    private const long Half = 10, Brain = 16;

    /// <summary>A tensor with its name, outside every dispose scope.</summary>
    /// <param name="message">The <c>TensorProto</c>.</param>
    /// <exception cref="ModelFormatException">
    /// Its numbers are of a type that libtorch has nothing for, are not as many as its shape says, or lie in a file out of reach.
    /// </exception>
    public (string Name, Tensor Value) Read(Field message)
    {
        Field[] fields = [.. In(stream, message)];
        string name = fields.Where(f => f is { Number: TensorName, Wire: Delimited }).Select(f => TextOf(stream, f)).LastOrDefault("");
        long type = (long)fields.LastOrDefault(f => f.Number == DataType).Value;
        long[] shape = [.. fields.Where(f => f.Number == Dimension).SelectMany(Integers)];
        if (OnnxElementType.ToScalarType(type) is not { } scalarType)
            throw Fault(name, OnnxElementType.Name(type), "numbers of one byte or more that are real");
        double count = shape.Aggregate(1.0, (product, side) => product * side);
        if (shape.Any(side => side < 0) || count * OnnxElementType.Size(type) > Array.MaxLength)
            throw Fault(name, $"shape [{string.Join(", ", shape)}]", "sides of 0 or more, and two gigabytes at most");
        // A damaged shape must not ask for memory that the file does not fill.
        long most = fields.Sum(f => f.Number > DataType ? Math.Max(1, f.End - f.Start) : 0);
        if (!fields.Any(f => f.Number == ExternalData) && count > most)
            throw Fault(name, $"{most:N0} bytes for shape [{string.Join(", ", shape)}]", "as many numbers as its shape says");
        byte[] bytes = new byte[(long)count * OnnxElementType.Size(type)];
        Fill(bytes, name, type, fields, message);
        return (name, OfBytes(bytes, type, scalarType, shape));
    }

    private void Fill(byte[] bytes, string name, long type, Field[] fields, Field message)
    {
        if (fields.Any(f => f.Number == ExternalData))
        {
            ReadOutside(bytes, name, message);
        }
        else if (fields.LastOrDefault(f => f is { Number: RawData, Wire: Delimited }) is { Number: RawData } raw)
        {
            if (raw.End - raw.Start != bytes.Length)
                throw Fault(name, $"{raw.End - raw.Start:N0} bytes", $"{bytes.Length:N0}, as its shape says");
            stream.Position = raw.Start;
            stream.ReadExactly(bytes);
        }
        else
        {
            FillFromLists(bytes, name, type, fields);
        }
    }

    private void FillFromLists(byte[] bytes, string name, long type, Field[] fields)
    {
        int size = OnnxElementType.Size(type), listed = type switch
        {
            1 => FloatData,
            11 => DoubleData,
            7 => Int64Data,
            12 or 13 => Uint64Data,
            _ => Int32Data,
        };
        Field[] lists = [.. fields.Where(f => f.Number == listed)];
        long position = 0;
        Span<byte> whole = stackalloc byte[sizeof(long)];
        foreach (Field list in lists)
        {
            if (listed is FloatData or DoubleData)
            {
                long length = list.End - list.Start;
                if (position + length > bytes.Length)
                    throw Fault(name, "more numbers", $"{bytes.Length / size:N0}, as its shape says");
                stream.Position = list.Start;
                stream.ReadExactly(bytes, (int)position, (int)length);
                position += length;
                continue;
            }

            foreach (long number in Integers(list))
            {
                if (position + size > bytes.Length)
                    throw Fault(name, "more numbers", $"{bytes.Length / size:N0}, as its shape says");
                // The low bytes are the number's own, whatever its sign; halves lie as bits in integers.
                BinaryPrimitives.WriteInt64LittleEndian(whole, number);
                whole[..size].CopyTo(bytes.AsSpan((int)position));
                position += size;
            }
        }

        if (position != bytes.Length)
            throw Fault(name, $"{position / size:N0} numbers", $"{bytes.Length / size:N0}, as its shape says");
    }

    private void ReadOutside(byte[] bytes, string name, Field message)
    {
        Dictionary<string, string> entries = OnnxProtobuf.Entries(stream, message);
        if (!OnnxExternalTensor.Fill(bytes, Path.GetDirectoryName(Path.GetFullPath(file))!, entries))
            throw Fault(
                name, $"its numbers in \"{entries.GetValueOrDefault("location", "")}\"",
                $"a file beside the model with {bytes.Length:N0} bytes there");
    }

    private IEnumerable<long> Integers(Field field) => field.Wire == Delimited ? Packed(stream, field) : [(long)field.Value];

    private static Tensor OfBytes(byte[] bytes, long type, ScalarType scalarType, long[] shape)
    {
        using var scope = NewDisposeScope();
        ScalarType stored = type switch
        {
            Half => ScalarType.Float16,
            Brain => ScalarType.BFloat16,
            // libtorch has no unsigned ones: their bits pass as signed ones, and the sign is taken back.
            4 => ScalarType.Int16,
            12 => ScalarType.Int32,
            _ => scalarType,
        };
        Tensor value = empty(shape, stored);
        if (bytes.Length > 0)
            bytes.CopyTo(value.bytes);
        value = type switch
        {
            4 => value.to_type(ScalarType.Int32).bitwise_and(tensor(0xffff, ScalarType.Int32)),
            12 => value.to_type(ScalarType.Int64).bitwise_and(tensor(0xffffffffL, ScalarType.Int64)),
            _ => value.to_type(scalarType),
        };
        return value.DetachFromDisposeScope();
    }

    private ModelFormatException Fault(string name, string found, string expected) =>
        new(file, $"tensor \"{name}\"", found, expected);
}
