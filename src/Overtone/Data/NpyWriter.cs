using System.Runtime.InteropServices;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>Writes arrays as .npy files, which numpy and every framework beside it read.</summary>
/// <remarks>Source: numpy.lib.format, "Format Version 1.0".</remarks>
public static class NpyWriter
{
    /// <summary>Writes a file; it appears under its name only when complete, and replaces a file that is there.</summary>
    /// <typeparam name="T">bool, Half, float, double or an integer type of 8 to 64 bits.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="values">The numbers in row-major (C) order.</param>
    /// <param name="shape">The size of each dimension, outermost first.</param>
    /// <exception cref="ArgumentException">The type is not one of these, or the sizes do not multiply to the number of values.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        using var file = new PartialFile(path);
        Write(file.Content, values, shape);
        file.Complete();
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <typeparam name="T">bool, Half, float, double or an integer type of 8 to 64 bits.</typeparam>
    /// <param name="stream">Where to write.</param>
    /// <param name="values">The numbers in row-major (C) order.</param>
    /// <param name="shape">The size of each dimension, outermost first.</param>
    /// <exception cref="ArgumentException">The type is not one of these, or the sizes do not multiply to the number of values.</exception>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new NpyHeader(TypeOf<T>(), shape.ToArray());
        if (header.Length != (long)values.Length * header.ElementSize)
        {
            throw new ArgumentException($"{values.Length} values do not fill the shape ({string.Join(", ", header.Shape)}).");
        }

        header.Write(stream);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static NpyElementType TypeOf<T>() => default(T) switch
    {
        bool => NpyElementType.Boolean,
        byte => NpyElementType.UInt8,
        sbyte => NpyElementType.Int8,
        ushort => NpyElementType.UInt16,
        short => NpyElementType.Int16,
        uint => NpyElementType.UInt32,
        int => NpyElementType.Int32,
        ulong => NpyElementType.UInt64,
        long => NpyElementType.Int64,
        Half => NpyElementType.Float16,
        float => NpyElementType.Float32,
        double => NpyElementType.Float64,
        _ => throw new ArgumentException($"{typeof(T).Name} has no counterpart in a .npy file."),
    };
}
