using System.Numerics.Tensors;
using Overtone.Data.Snapshots;

namespace Overtone.Data;

/// <summary>Reads .npy files, the arrays of <c>numpy.save</c>: format versions 1 to 3, little-endian numbers in C order.</summary>
/// <remarks>Source: numpy.lib.format and NEP 1, "A simple file format for NumPy arrays".</remarks>
public static class NpyReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">A .npy file.</param>
    /// <returns>The array, every float in it finite.</returns>
    /// <exception cref="DataFormatException">
    /// The file is missing, truncated, too long or not of this format; it is big-endian, in Fortran order, or of
    /// objects, text or complex numbers (the message says what to save instead); or it holds NaN or infinity.
    /// </exception>
    public static NpyArray Read(string path)
    {
        return DataFile.Guard(path, "an intact .npy file of numpy.save", () =>
        {
            using var stream = DataFile.Open(path);
            return Parse(stream, path);
        });
    }

    /// <summary>Reads an array from a stream that holds nothing else.</summary>
    /// <param name="stream">Read to its end, and left open.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static NpyArray Read(Stream stream, string name) =>
        DataFile.Guard(name, "an intact .npy file of numpy.save", () => Parse(stream, name));

    /// <summary>Reads numbers of any type as single precision, without holding them in their own type; the stream is closed.</summary>
    internal static float[] ReadSingles(Stream stream, string name)
    {
        using var rows = new NpyRows(stream, name);
        if (rows.Count > Array.MaxLength)
        {
            throw new DataFormatException(name, "shape", $"({string.Join(", ", rows.Shape)})", $"at most {Array.MaxLength} numbers (split "
                + "the file)");
        }

        var numbers = new float[rows.Count];
        var piece = new double[Math.Min(NpyRows.MostAtOnce, numbers.Length)];
        for (var first = 0; first < numbers.Length; first += piece.Length)
        {
            var part = piece.AsSpan(0, Math.Min(piece.Length, numbers.Length - first));
            rows.Read(part);
            TensorPrimitives.ConvertTruncating<double, float>(part, numbers.AsSpan(first));
        }

        return numbers;
    }

    private static NpyArray Parse(Stream stream, string name)
    {
        var header = NpyHeader.Read(stream, name);
        var data = DataFile.ReadExactly(stream, header.Length, name, "data");
        DataFile.RequireEnd(stream, name, header.Length);
        return new NpyArray(name, header.Type, header.Shape, data);
    }
}
