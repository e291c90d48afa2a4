using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Overtone.Files;

namespace Overtone.Data.Snapshots;

/// <summary>
/// Reads a .npy array from its beginning to its end, as many numbers at a time as are asked for, so that an array larger than the memory
/// can be passed over. Every float read is checked to be finite.
/// </summary>
/// <remarks>Source: numpy.lib.format, as in <see cref="NpyReader"/>.</remarks>
public sealed class NpyRows : IDisposable
{
    internal const int MostAtOnce = 1 << 14;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly NpyHeader _header;
    private byte[] _buffer = [];
    private long _position;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">At the beginning of a .npy array; closed with this reader.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="DataFormatException">That is no .npy array, or one of a kind that is not read; see
    /// <see cref="NpyReader"/>.</exception>
    public NpyRows(Stream stream, string name)
    {
        (_stream, _file) = (stream, name);
        _header = DataFile.Guard(name, "an array of numpy.save", () => NpyHeader.Read(stream, name));
        // A file may still be growing; what is packed is whole.
        if (stream is UnpackingStream packed)
            packed.Require(_header.Length);
    }

    /// <summary>The type the numbers are stored in.</summary>
    public NpyElementType ElementType => _header.Type;

    /// <summary>The size of each dimension, outermost first.</summary>
    public IReadOnlyList<int> Shape => _header.Shape;

    /// <summary>The numbers in the array.</summary>
    public long Count => _header.Count;

    /// <summary>Passes over some numbers unread and unchecked.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public void Skip(long count)
    {
        if (_stream.CanSeek)
        {
            _stream.Seek(count * _header.ElementSize, SeekOrigin.Current);
            _position += count;
            return;
        }

        for (long left = count; left > 0; left -= MostAtOnce)
        {
            int piece = (int)Math.Min(left, MostAtOnce);
            Fill(piece);
            _position += piece;
        }
    }

    /// <summary>Reads the next numbers.</summary>
    /// <param name="numbers">Filled, in row-major (C) order.</param>
    /// <exception cref="DataFormatException">The file ends before, or a number is not finite.</exception>
    public void Read(Span<double> numbers)
    {
        while (numbers.Length > 0)
        {
            int count = Math.Min(numbers.Length, MostAtOnce);
            ReadOnlySpan<byte> bytes = Fill(count);
            switch (ElementType)
            {
                case NpyElementType.Boolean or NpyElementType.UInt8: Convert<byte>(bytes, numbers); break;
                case NpyElementType.Int8: Convert<sbyte>(bytes, numbers); break;
                case NpyElementType.UInt16: Convert<ushort>(bytes, numbers); break;
                case NpyElementType.Int16: Convert<short>(bytes, numbers); break;
                case NpyElementType.UInt32: Convert<uint>(bytes, numbers); break;
                case NpyElementType.Int32: Convert<int>(bytes, numbers); break;
                case NpyElementType.UInt64: Convert<ulong>(bytes, numbers); break;
                case NpyElementType.Int64: Convert<long>(bytes, numbers); break;
                case NpyElementType.Float16: Convert<Half>(bytes, numbers); break;
                case NpyElementType.Float32: Convert<float>(bytes, numbers); break;
                default: Convert<double>(bytes, numbers); break;
            }

            RequireFinite(numbers[..count]);
            _position += count;
            numbers = numbers[count..];
        }

        // Only there does an archive tell whether all of it was right.
        if (_position == Count)
            DataFile.RequireEnd(_stream, _file, _header.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Fill(int count)
    {
        // Many arrays are opened for their headers alone.
        if (_buffer.Length == 0)
            _buffer = new byte[MostAtOnce * _header.ElementSize];
        Span<byte> bytes = _buffer.AsSpan(0, count * _header.ElementSize);
        DataFile.Fill(_stream, bytes, _file, "data", _position * _header.ElementSize, _header.Length);
        return bytes;
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<double> numbers)
        where T : unmanaged, INumberBase<T> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(bytes), numbers);

    private void RequireFinite(ReadOnlySpan<double> numbers)
    {
        // Not a number, where there is one, has the largest magnitude.
        if (double.IsFinite(TensorPrimitives.MaxMagnitude(numbers)))
            return;
        for (int index = 0; index < numbers.Length; index++)
        {
            if (!double.IsFinite(numbers[index]))
                throw new DataFormatException(
                    _file, $"element [{string.Join(", ", PositionOf(_position + index))}]", $"{numbers[index]}", "a finite number");
        }
    }

    private int[] PositionOf(long index)
    {
        var position = new int[Shape.Count];
        for (int dimension = position.Length - 1; dimension >= 0; dimension--)
        {
            position[dimension] = (int)(index % Shape[dimension]);
            index /= Shape[dimension];
        }

        return position;
    }
}
