using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Overtone.Data;

/// <summary>The header of a .npy file, a Python dictionary in text; read and written here.</summary>
internal sealed partial record NpyHeader(NpyElementType Type, int[] Shape)
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static readonly (string Code, NpyElementType Type, int Size)[] Types =
    [
        ("|b1", NpyElementType.Boolean, 1),
        ("|u1", NpyElementType.UInt8, 1),
        ("|i1", NpyElementType.Int8, 1),
        ("<u2", NpyElementType.UInt16, 2),
        ("<i2", NpyElementType.Int16, 2),
        ("<u4", NpyElementType.UInt32, 4),
        ("<i4", NpyElementType.Int32, 4),
        ("<u8", NpyElementType.UInt64, 8),
        ("<i8", NpyElementType.Int64, 8),
        ("<f2", NpyElementType.Float16, 2),
        ("<f4", NpyElementType.Float32, 4),
        ("<f8", NpyElementType.Float64, 8),
    ];

    internal int ElementSize => Array.Find(Types, entry => entry.Type == Type).Size;

    /// <summary>The bytes of the numbers; <see cref="Read"/> lets no shape pass for which there is no such number.</summary>
    internal long Length => Shape.Contains(0) ? 0 : Shape.Aggregate((long)ElementSize, (product, size) => checked(product * size));

    /// <summary>How many numbers there are.</summary>
    internal long Count => Length / ElementSize;

    internal static NpyHeader Read(Stream stream, string file)
    {
        var beginning = DataFile.ReadExactly(stream, 8, file, "header");
        if (!beginning.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new DataFormatException(file, "magic string", Convert.ToHexString(beginning, 0, 6), "\\x93NUMPY (a file of numpy.save)");
        }

        // Version 1 has a two-byte length, 2 and 3 a four-byte one; 3 only allows more letters in field names.
        var version = beginning[6];
        if (version is < 1 or > 3)
        {
            throw new DataFormatException(file, "format version", $"{version}", "1, 2 or 3");
        }

        var lengthBytes = DataFile.ReadExactly(stream, version == 1 ? 2 : 4, file, "header length");
        var length = version == 1 ? BitConverter.ToUInt16(lengthBytes) : BitConverter.ToUInt32(lengthBytes);
        const int longest = 1 << 16;
        return length <= longest
            ? Parse(Encoding.UTF8.GetString(DataFile.ReadExactly(stream, length, file, "header")), file)
            : throw new DataFormatException(file, "header length", $"{length}", $"at most {longest}");
    }

    internal void Write(Stream stream)
    {
        var code = Array.Find(Types, entry => entry.Type == Type).Code;
        var sizes = Shape.Length == 1 ? $"{Shape[0]}," : string.Join(", ", Shape);
        var text = $"{{'descr': '{code}', 'fortran_order': False, 'shape': ({sizes}), }}";

        // The format asks for data aligned to 64 bytes: magic, version, length (10 bytes), text, padding, line feed.
        var padded = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        stream.Write(Magic);
        stream.Write([1, 0, (byte)padded, (byte)(padded >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n"));
    }

    private static NpyHeader Parse(string text, string file)
    {
        var code = Require(DescriptionPattern(), "dtype", "one plain number type (no structured dtype)");
        var isFortran = Require(OrderPattern(), "fortran_order", "True or False") == "True";
        var sizes = Require(ShapePattern(), "shape", "a tuple of sizes");
        int[] shape;
        try
        {
            shape =
            [
                .. sizes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    // Python 2 wrote its long numbers with an L.
                    .Select(size => int.Parse(size.EndsWith('L') ? size[..^1] : size, NumberStyles.None, CultureInfo.InvariantCulture)),
            ];
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new DataFormatException(file, "shape", $"({sizes})", "sizes from 0 to 2147483647", error);
        }

        if (isFortran && shape.Length > 1)
        {
            throw new DataFormatException(file, "fortran_order", "True", "False (save numpy.ascontiguousarray(array))");
        }

        var known = Array.Find(Types, entry => entry.Code == code || (code[0] == '=' && entry.Code == '<' + code[1..]));
        if (known.Code is null)
        {
            throw new DataFormatException(file, "dtype", code, Advice(code));
        }

        var header = new NpyHeader(known.Type, shape);
        try
        {
            _ = header.Length;
            return header;
        }
        catch (OverflowException error)
        {
            throw new DataFormatException(file, "shape", $"({string.Join(", ", shape)})", "fewer elements", error);
        }

        string Require(Regex pattern, string field, string expected)
        {
            var match = pattern.Match(text);
            return match.Success ? match.Groups[1].Value : throw new DataFormatException(file, field, text.Trim(), expected);
        }
    }

    private static string Advice(string code) => code switch
    {
        ['>', .. var rest] => $"little-endian (save array.astype('<{rest}'))",
        ['|', 'O', ..] => "numbers, not Python objects (save numpy.stack(list_of_arrays) with dtype float32)",
        [_, 'c', ..] => "real numbers (save array.real and array.imag separately)",
        [_, 'U' or 'S', ..] => "numbers, not text (save class indices)",
        _ => $"one of {string.Join(", ", Types.Select(entry => entry.Code))} (save array.astype('<f4'))",
    };

    [GeneratedRegex(@"'descr'\s*:\s*'([^']+)'")]
    private static partial Regex DescriptionPattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
