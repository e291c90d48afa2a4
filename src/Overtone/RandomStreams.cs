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

    /// <summary>Normal numbers of mean 0 and deviation 1, a stream an image, so that batches of another size change nothing.</summary>
    /// <param name="seed">The seed of the replicate.</param>
    /// <param name="name">What the numbers are for.</param>
    /// <param name="first">The first image's index.</param>
    /// <param name="shape">The shape, images first.</param>
    /// <returns>float32, on the processor.</returns>
    public static Tensor Normal(long seed, string name, int first, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Tensor numbers = empty(shape);
        for (int n = 0; n < shape[0]; n++)
        {
            using Generator generator = Create(seed, name, first + n);
            numbers[n].normal_(0, 1, generator);
        }

        return numbers;
    }

    /// <summary>The numbers from 0 to below a count in random order, [count], int64, on the processor.</summary>
    /// <param name="seed">The seed of the replicate.</param>
    /// <param name="name">What the order is for.</param>
    /// <param name="count">How many numbers, at least 1.</param>
    public static Tensor Permutation(long seed, string name, long count)
    {
        using Generator generator = Create(seed, name);
        return randperm(count, generator: generator);
    }

    /// <summary>Uniform numbers in rising order, [count], float64, on the processor.</summary>
    /// <param name="seed">The seed of the replicate.</param>
    /// <param name="name">What the numbers are for.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="low">Their lower limit.</param>
    /// <param name="high">Their upper limit.</param>
    public static Tensor SortedUniform(long seed, string name, long count, double low, double high)
    {
        using Generator generator = Create(seed, name);
        using Tensor drawn = empty(count, dtype: float64).uniform_(low, high, generator);
        (Tensor values, Tensor order) = drawn.sort();
        order.Dispose();
        return values;
    }

    /// <summary>The stream's own seed: the first eight bytes of a SHA-256.</summary>
    public static ulong SeedOf(long seed, string name, long index = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{name}/{index}"));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }
}
