using Google.Protobuf;

namespace Overtone.Fuzz.Mutation;

/// <summary>Protobuf that is still Protobuf, with a number that hurts, a field that is missing, there twice, or somebody else's.</summary>
internal static class ProtobufMutator
{
    private const int Deepest = 12;

    public static byte[] Mutate(Random random, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        if (Piece.Read(bytes, 0) is not { } whole)
            return ByteMutator.Mutate(random, bytes, others);
        for (int left = 1 + random.Next(3); left > 0; left--)
            Change(random, whole);
        return Piece.Write(whole);
    }

    private static void Change(Random random, List<Piece> whole)
    {
        // Down a random way: large lists of nodes and small ones of attributes alike.
        List<Piece> siblings = whole;
        while (true)
        {
            if (siblings.Count == 0)
                return;
            int index = random.Next(siblings.Count);
            Piece piece = siblings[index];
            if (piece.Inside is { Count: > 0 } inside && random.Next(6) != 0)
            {
                siblings = inside;
                continue;
            }

            switch (random.Next(10))
            {
                case 0:
                    siblings.RemoveAt(index);
                    break;
                case 1:
                    siblings.Insert(random.Next(siblings.Count + 1), piece);
                    break;
                case 2:
                    siblings[index] = siblings[random.Next(siblings.Count)] with { Number = piece.Number };
                    break;
                default:
                    siblings[index] = Changed(random, piece, whole);
                    break;
            }

            return;
        }
    }

    private static Piece Changed(Random random, Piece piece, List<Piece> whole) => piece.Wire switch
    {
        WireFormat.WireType.Varint => piece with
        {
            Value = random.Next(2) == 0
                ? (ulong)ByteMutator.HurtingNumbers[random.Next(ByteMutator.HurtingNumbers.Length)] : (ulong)random.Next(-2, 20),
        },
        WireFormat.WireType.LengthDelimited => random.Next(2) == 0 && Texts(whole).ToArray() is { Length: > 0 } texts
            ? texts[random.Next(texts.Length)] with { Number = piece.Number }
            : piece with { Content = ByteMutator.Mutate(random, piece.All(), [piece.All()]), Inside = null },
        WireFormat.WireType.Fixed32 => piece with { Content = BitConverter.GetBytes((float)Number(random)) },
        _ => piece with { Content = BitConverter.GetBytes(Number(random)) },
    };

    private static double Number(Random random) => random.Next(4) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => 1e30,
        _ => random.Next(-3, 40),
    };

    private static IEnumerable<Piece> Texts(List<Piece> pieces) => pieces.SelectMany(piece => piece.Inside is { } inside
        ? Texts(inside) : piece.Wire == WireFormat.WireType.LengthDelimited && piece.Content.Length < 100 ? [piece] : []);

    /// <summary>One field; a message where its content reads as one.</summary>
    private sealed record Piece(int Number, WireFormat.WireType Wire, ulong Value, byte[] Content, List<Piece>? Inside)
    {
        public byte[] All() => Inside is null ? Content : Write(Inside);

        public static List<Piece>? Read(byte[] bytes, int depth)
        {
            var pieces = new List<Piece>();
            try
            {
                var input = new CodedInputStream(bytes);
                while (input.ReadTag() is not 0 and var tag)
                {
                    WireFormat.WireType wire = WireFormat.GetTagWireType(tag);
                    int number = WireFormat.GetTagFieldNumber(tag);
                    if (number > 40)
                        return null;
                    ulong value = wire == WireFormat.WireType.Varint ? input.ReadUInt64() : 0;
                    byte[] content = wire switch
                    {
                        WireFormat.WireType.Varint => [],
                        WireFormat.WireType.Fixed32 => BitConverter.GetBytes(input.ReadFixed32()),
                        WireFormat.WireType.Fixed64 => BitConverter.GetBytes(input.ReadFixed64()),
                        WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                        _ => throw new InvalidDataException("a group"),
                    };
                    bool isMessage = wire == WireFormat.WireType.LengthDelimited && depth < Deepest && content.Length > 1;
                    pieces.Add(new Piece(number, wire, value, content, isMessage ? Read(content, depth + 1) : null));
                }

                return pieces;
            }
            catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException or InvalidOperationException)
            {
                return null;
            }
        }

        public static byte[] Write(List<Piece> pieces)
        {
            using var stream = new MemoryStream();
            using (var output = new CodedOutputStream(stream, leaveOpen: true))
            {
                foreach (Piece piece in pieces)
                {
                    output.WriteTag(piece.Number, piece.Wire);
                    switch (piece.Wire)
                    {
                        case WireFormat.WireType.Varint:
                            output.WriteUInt64(piece.Value);
                            break;
                        case WireFormat.WireType.LengthDelimited:
                            output.WriteBytes(ByteString.CopyFrom(piece.All()));
                            break;
                        case WireFormat.WireType.Fixed32:
                            output.WriteFixed32(BitConverter.ToUInt32(piece.Content));
                            break;
                        default:
                            output.WriteFixed64(BitConverter.ToUInt64(piece.Content));
                            break;
                    }
                }
            }

            return stream.ToArray();
        }
    }
}
