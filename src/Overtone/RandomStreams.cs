using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Overtone;

/// <summary>
/// Random streams by name: each is a function of (seed, name, index) alone. So a change in one stream shifts no other, no generator
/// state need be saved, and nothing depends on libtorch's global generator.
/// Source: a design rule of this library, not a paper.
/// </summary>
public static class RandomStreams
{
    /// <summary>The generator of one stream.</summary>
    /// <param name="seed">The seed of the replicate.</param>
    /// <param name="name">What the numbers are for, for example <c>shuffle</c>.</param>
    /// <param name="index">The step, image or layer.</param>
    /// <param name="device">Where the numbers are drawn; null for the processor. Another device draws other numbers.</param>
    public static Generator Create(long seed, string name, long index = 0, Device? device = null) => new(SeedOf(seed, name, index), device);

    /// <summary>The stream's own seed: the first eight bytes of a SHA-256.</summary>
    public static ulong SeedOf(long seed, string name, long index = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{name}/{index}"));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }
}
