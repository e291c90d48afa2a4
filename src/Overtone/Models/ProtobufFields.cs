using System.Runtime.InteropServices;
using System.Text;

namespace Overtone.Models;

/// <summary>
/// Protobuf as it lies in a file: fields are skipped by their lengths, so that a message of gigabytes is looked through in no time. What
/// is no Protobuf throws <see cref="InvalidDataException"/>.
/// </summary>
internal static class ProtobufFields
{
    internal const int VariableLength = 0, EightBytes = 1, Delimited = 2, FourBytes = 5;

    // No name is longer; a damaged length must not ask for memory.
    private const int LongestText = 1 << 20;

    /// <summary>The whole file as one message.</summary>
    internal static Field Whole(Stream stream) => new(0, Delimited, 0, stream.Length);

    /// <summary>The messages and texts of a number inside another message.</summary>
    internal static List<Field> Inside(Stream stream, Field parent, int number) =>
        [.. In(stream, parent).Where(field => field.Number == number && field.Wire == Delimited)];

    /// <summary>The fields of a message, none of which reaches beyond it.</summary>
    internal static IEnumerable<Field> In(Stream stream, Field message)
    {
        foreach (Field field in In(stream, message.Start, message.End))
            yield return field.End <= message.End ? field : throw new InvalidDataException("a field extends beyond the message that "
                + "contains it");
    }

    /// <summary>The fields that begin between two places of a file; the last one may reach beyond.</summary>
    internal static IEnumerable<Field> In(Stream stream, long start, long end)
    {
        for (long position = start; position < end;)
        {
            stream.Position = position;
            ulong tag = ReadNumber(stream);
            int wire = (int)(tag & 7);
            ulong number = wire is VariableLength or Delimited ? ReadNumber(stream) : 0;
            long length = wire switch
            {
                VariableLength => 0,
                EightBytes => 8,
                FourBytes => 4,
                Delimited => (long)Math.Min(number, long.MaxValue / 2),
                _ => throw new InvalidDataException("a field of an unknown kind"),
            };
            var field = new Field((int)Math.Min(tag >> 3, int.MaxValue), wire, stream.Position, stream.Position + length, number);
            yield return field;
            position = field.End;
        }
    }

    internal static string TextOf(Stream stream, Field field)
    {
        if (field.End - field.Start > LongestText)
            throw new InvalidDataException("a name of more than a million letters");
        byte[] bytes = new byte[field.End - field.Start];
        stream.Position = field.Start;
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The numbers of a packed field.</summary>
    internal static List<long> Packed(Stream stream, Field field)
    {
        var numbers = new List<long>();
        for (stream.Position = field.Start; stream.Position < field.End;)
            numbers.Add((long)ReadNumber(stream));
        return numbers;
    }

    private static ulong ReadNumber(Stream stream)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int part = stream.ReadByte();
            if (part < 0)
                break;
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }

        throw new InvalidDataException("an unterminated number");
    }

    /// <summary>
    /// One field of a message: its number, its wire type, where its content lies, and the value of a variable-length number.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Field(int Number, int Wire, long Start, long End, ulong Value = 0);
}
