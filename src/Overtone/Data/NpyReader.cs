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
        using var stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads an array from a stream that holds nothing else.</summary>
    /// <param name="stream">Read to its end, and left open.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static NpyArray Read(Stream stream, string name)
    {
        var header = NpyHeader.Read(stream, name);
        long length;
        try
        {
            length = header.Length;
        }
        catch (OverflowException error)
        {
            throw new DataFormatException(name, "shape", $"({string.Join(", ", header.Shape)})", "fewer elements", error);
        }

        var data = InputFile.ReadExactly(stream, length, name, "data");
        InputFile.RequireEnd(stream, name, length);
        return new NpyArray(name, header.Type, header.Shape, data);
    }
}
