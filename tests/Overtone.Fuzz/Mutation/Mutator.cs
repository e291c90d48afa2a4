using System.IO.Compression;

namespace Overtone.Fuzz.Mutation;

/// <summary>Makes a mutant of a kind: by its number, and the same each time.</summary>
internal static class Mutator
{
    public static byte[] Mutate(InputKind kind, int seed, int number)
    {
        var random = new Random(Mix(seed, number, kind.Name));
        byte[] bytes = kind.Seeds[random.Next(kind.Seeds.Count)];
        bool outside = random.Next(3) == 0;
        return (outside ? Structure.Bytes : kind.Structure) switch
        {
            Structure.Zip => ZipMutator.Mutate(random, bytes, kind.Seeds),
            Structure.Protobuf => ProtobufMutator.Mutate(random, bytes, kind.Seeds),
            Structure.Json => JsonMutator.Mutate(random, bytes),
            Structure.Gzip => Packed(ByteMutator.Mutate(random, Unpacked(bytes), [.. kind.Seeds.Select(Unpacked)])),
            _ => ByteMutator.Mutate(random, bytes, kind.Seeds),
        };
    }

    public static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
            return bytes;
        using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static int Mix(int seed, int number, string name)
    {
        ulong mixed = 14695981039346656037;
        foreach (char letter in $"{seed} {number} {name}")
            mixed = (mixed ^ letter) * 1099511628211;
        return (int)(mixed ^ (mixed >> 32));
    }
}
