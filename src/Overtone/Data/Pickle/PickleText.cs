using System.Globalization;
using System.Text;

namespace Overtone.Data.Pickle;

/// <summary>Text as protocol 0 writes it, on a line of its own.</summary>
internal static class PickleText
{
    /// <summary>Bytes between quotes, with Python's escapes.</summary>
    internal static ReadOnlyMemory<byte> Quoted(ReadOnlySpan<byte> line, string file)
    {
        line = line.TrimEnd((byte)'\r');
        if (line is not [(byte)'\'' or (byte)'"', .. var inner, var last] || last != line[0])
        {
            throw new DataFormatException(file, "text", Encoding.Latin1.GetString(line), "text between quotes");
        }

        var bytes = new List<byte>(inner.Length);
        while (inner.Length > 0)
        {
            var (letter, length) = inner switch
            {
                [(byte)'\\', (byte)'x', var high, var low, ..] when Hex([high, low]) is { } number => ((byte)number, 4),
                [(byte)'\\', (byte)'n', ..] => ((byte)'\n', 2),
                [(byte)'\\', (byte)'r', ..] => ((byte)'\r', 2),
                [(byte)'\\', (byte)'t', ..] => ((byte)'\t', 2),
                [(byte)'\\', var other and ((byte)'\\' or (byte)'\'' or (byte)'"'), ..] => (other, 2),
                _ => (inner[0], 1),
            };
            bytes.Add(letter);
            inner = inner[length..];
        }

        return bytes.ToArray();
    }

    /// <summary>Latin-1 with \uXXXX and \UXXXXXXXX for the other letters, and for the backslash.</summary>
    internal static string Escaped(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd((byte)'\r');
        var text = new StringBuilder(line.Length);
        while (line.Length > 0)
        {
            var length = line switch { [(byte)'\\', (byte)'u', ..] => 6, [(byte)'\\', (byte)'U', ..] => 10, _ => 1 };
            if (length > 1 && line.Length >= length && Hex(line[2..length]) is { } number && Rune.TryCreate(number, out var rune))
            {
                text.Append(rune);
            }
            else
            {
                length = 1;
                text.Append((char)line[0]);
            }

            line = line[length..];
        }

        return text.ToString();
    }

    private static int? Hex(ReadOnlySpan<byte> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
