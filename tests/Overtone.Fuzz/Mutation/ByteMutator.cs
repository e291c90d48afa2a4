using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Overtone.Fuzz.Mutation;

/// <summary>Damage of bytes that knows nothing of what they mean, but where headers stand and which numbers hurt.</summary>
internal static partial class ByteMutator
{
    internal static readonly long[] HurtingNumbers =
        [0, 1, -1, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue,
            long.MinValue, 1 << 30, 40_000];

    private static readonly string[] HurtingTexts =
        ["-1", "0", "4294967296", "99999999999999999999", "1e999", "NaN", "", "\u001b[2J", "../../etc/passwd", "=1+1", "\"", "'", ",",
            "\n", "\0", "\u202e"];

    /// <summary>One to four changes.</summary>
    public static byte[] Mutate(Random random, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        for (int left = 1 + random.Next(4); left > 0; left--)
            bytes = Once(random, bytes, others);
        return bytes;
    }

    private static byte[] Once(Random random, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        int index = Place(random, bytes.Length), length = Math.Min(1 << random.Next(10), bytes.Length - index);
        switch (bytes.Length == 0 ? 4 : random.Next(10))
        {
            case 0:
                return Changed(bytes, copy => copy[index] ^= (byte)(1 << random.Next(8)));
            case 1:
                return Changed(bytes, copy => copy[index] = (byte)random.Next(256));
            case 2:
                return Changed(bytes, copy => random.NextBytes(copy.AsSpan(index, length)));
            case 3:
                return bytes[..index];
            case 4:
                byte[] fresh = new byte[1 + random.Next(16)];
                random.NextBytes(fresh);
                return [.. bytes[..index], .. fresh, .. bytes[index..]];
            case 5:
                return [.. bytes[..index], .. bytes[(index + length)..]];
            case 6:
                return [.. bytes[..(index + length)], .. bytes[index..]];
            case 7:
                byte[] other = others[random.Next(others.Count)];
                return [.. bytes[..index], .. other[Place(random, other.Length)..]];
            case 8:
                return Changed(bytes, copy => WriteNumber(random, copy.AsSpan(index)));
            default:
                return ReplaceDigits(random, bytes);
        }
    }

    // Headers stand at the beginning, lists of contents at the end.
    private static int Place(Random random, int length) => length == 0 ? 0 : random.Next(4) switch
    {
        0 => random.Next(Math.Min(length, 32)),
        1 => random.Next(Math.Min(length, 256)),
        2 => length - 1 - random.Next(Math.Min(length, 128)),
        _ => random.Next(length),
    };

    private static byte[] Changed(byte[] bytes, Action<byte[]> change)
    {
        byte[] copy = [.. bytes];
        change(copy);
        return copy;
    }

    private static void WriteNumber(Random random, Span<byte> bytes)
    {
        Span<byte> number = stackalloc byte[8];
        long value = HurtingNumbers[random.Next(HurtingNumbers.Length)];
        int size = 1 << random.Next(4);
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(number, value << (8 * (8 - size)));
        number[..Math.Min(size, bytes.Length)].CopyTo(bytes);
    }

    private static byte[] ReplaceDigits(Random random, byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        MatchCollection runs = Digits().Matches(text);
        if (runs.Count == 0)
            return bytes;
        Match run = runs[random.Next(runs.Count)];
        string fresh = random.Next(2) == 0
            ? HurtingNumbers[random.Next(HurtingNumbers.Length)].ToString(CultureInfo.InvariantCulture)
            : HurtingTexts[random.Next(HurtingTexts.Length)];
        return [.. bytes[..run.Index], .. Encoding.UTF8.GetBytes(fresh), .. bytes[(run.Index + run.Length)..]];
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
