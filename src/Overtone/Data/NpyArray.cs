using System.Numerics;
using System.Runtime.InteropServices;

namespace Overtone.Data;

/// <summary>An array of numbers from a .npy file, in row-major (C) order. Every float in it is finite.</summary>
/// <remarks>Source: numpy.lib.format.</remarks>
public sealed class NpyArray
{
    private readonly byte[] _data;
    private readonly string _file;

    internal NpyArray(string file, NpyElementType type, int[] shape, byte[] data)
    {
        _file = file;
        _data = data;
        ElementType = type;
        Shape = shape;
        RequireFinite();
    }

    /// <summary>The type the numbers are stored in.</summary>
    public NpyElementType ElementType { get; }

    /// <summary>The size of each dimension, outermost first; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements: the product of the sizes.</summary>
    public int Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The stored bytes, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>The stored bytes themselves, for a reader that goes on with them.</summary>
    internal byte[] Data => _data;

    /// <summary>All elements as single precision; doubles are rounded.</summary>
    public float[] ToSingles() => Convert<float>();

    /// <summary>All elements as double precision; exact for all types but 64-bit integers above 2⁵³.</summary>
    public double[] ToDoubles() => Convert<double>();

    /// <summary>All elements as whole numbers.</summary>
    /// <exception cref="DataFormatException">The elements are floats, or an unsigned one exceeds 2⁶³ − 1.</exception>
    public long[] ToIntegers() => ElementType switch
    {
        NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64 =>
            throw new DataFormatException(_file, "dtype", $"{ElementType}", "integers (save array.astype('<i8'))"),
        NpyElementType.UInt64
            when MemoryMarshal.Cast<byte, ulong>(_data).IndexOfAnyExceptInRange(0ul, (ulong)long.MaxValue) is var fault and >= 0 =>
            throw new DataFormatException(
                _file, $"element [{Position(fault)}]", $"{MemoryMarshal.Cast<byte, ulong>(_data)[fault]}", $"0 to {long.MaxValue}"),
        _ => Convert<long>(),
    };

    /// <summary>Class labels: whole numbers, which may be stored as floats and in a column of their own.</summary>
    /// <exception cref="DataFormatException">The shape is another, or an element is no whole number from 0 to 999,999.</exception>
    internal int[] ToLabels()
    {
        const int most = 1_000_000;
        if (Shape is not ([_] or [_, 1]))
        {
            throw new DataFormatException(_file, "shape", $"({string.Join(", ", Shape)})", "(images,) or (images, 1), one class "
                + "index each (for one-hot vectors save array.argmax(1))");
        }

        var numbers = ToDoubles();
        var fault = Array.FindIndex(numbers, number => number is not (>= 0 and < most) || number != Math.Floor(number));
        return fault < 0
            ? Array.ConvertAll(numbers, number => (int)number)
            : throw new DataFormatException(
                _file, $"label of image {fault}", $"{numbers[fault]}", $"a whole number from 0 to {most - 1:N0}");
    }

    /// <summary>Requires a number of dimensions.</summary>
    /// <param name="expected">The number of dimensions and what they mean, for example <c>(3, "[epoch, sample, output]")</c>.</param>
    /// <exception cref="DataFormatException">None of the expected ranks is the array's.</exception>
    public void RequireRank(params ReadOnlySpan<(int Rank, string Meaning)> expected)
    {
        var meanings = new List<string>();
        foreach (var (rank, meaning) in expected)
        {
            if (rank == Shape.Count)
            {
                return;
            }

            meanings.Add($"rank {rank} {meaning}");
        }

        var wanted = string.Join(" or ", meanings);
        throw new DataFormatException(_file, "shape", $"({string.Join(", ", Shape)})", $"{wanted} (use array.reshape)");
    }

    private TResult[] Convert<TResult>()
        where TResult : INumberBase<TResult> => ElementType switch
        {
            NpyElementType.Boolean or NpyElementType.UInt8 => Convert<byte, TResult>(),
            NpyElementType.Int8 => Convert<sbyte, TResult>(),
            NpyElementType.UInt16 => Convert<ushort, TResult>(),
            NpyElementType.Int16 => Convert<short, TResult>(),
            NpyElementType.UInt32 => Convert<uint, TResult>(),
            NpyElementType.Int32 => Convert<int, TResult>(),
            NpyElementType.UInt64 => Convert<ulong, TResult>(),
            NpyElementType.Int64 => Convert<long, TResult>(),
            NpyElementType.Float16 => Convert<Half, TResult>(),
            NpyElementType.Float32 => Convert<float, TResult>(),
            _ => Convert<double, TResult>(),
        };

    private TResult[] Convert<TSource, TResult>()
        where TSource : unmanaged, INumberBase<TSource>
        where TResult : INumberBase<TResult>
    {
        var source = MemoryMarshal.Cast<byte, TSource>(_data);
        var result = new TResult[source.Length];
        for (var index = 0; index < result.Length; index++)
        {
            result[index] = TResult.CreateChecked(source[index]);
        }

        return result;
    }

    private void RequireFinite()
    {
        switch (ElementType)
        {
            case NpyElementType.Float16:
                RequireFinite<Half>();
                break;
            case NpyElementType.Float32:
                RequireFinite<float>();
                break;
            case NpyElementType.Float64:
                RequireFinite<double>();
                break;
        }
    }

    private void RequireFinite<T>()
        where T : unmanaged, INumberBase<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(_data);
        for (var index = 0; index < values.Length; index++)
        {
            if (!T.IsFinite(values[index]))
            {
                throw new DataFormatException(_file, $"element [{Position(index)}]", $"{values[index]}", "a finite number");
            }
        }
    }

    private string Position(int index)
    {
        var position = new int[Shape.Count];
        for (var dimension = position.Length - 1; dimension >= 0; dimension--)
        {
            position[dimension] = index % Shape[dimension];
            index /= Shape[dimension];
        }

        return string.Join(", ", position);
    }
}
