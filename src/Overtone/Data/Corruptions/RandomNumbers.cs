using System.Numerics;
using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions;

/// <summary>
/// Random numbers on plain arrays: xoshiro256++ (D. Blackman and S. Vigna, 2019), started for each image from the seed of its stream.
/// </summary>
/// <remarks>Not libtorch's generator: that one makes tensors, and corruptions make none.</remarks>
internal sealed class RandomNumbers
{
    private const float ToUnit = 1f / (1 << 24);
    private const int WidestVector = 16;
    private ulong _a, _b, _c, _d;

    /// <summary>Starts the stream of one image.</summary>
    internal void Restart(ulong seed, ulong index)
    {
        // Mixed twice, so that neighbouring images get unrelated states.
        var state = Mix(seed ^ Mix(index + 1));
        _a = Mix(state += 0x9E3779B97F4A7C15);
        _b = Mix(state += 0x9E3779B97F4A7C15);
        _c = Mix(state += 0x9E3779B97F4A7C15);
        _d = Mix(state + 0x9E3779B97F4A7C15);
    }

    /// <summary>64 random bits.</summary>
    internal ulong Bits()
    {
        var result = BitOperations.RotateLeft(_a + _d, 23) + _a;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    internal double Unit() => (Bits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in [low, high).</summary>
    internal float Between(float low, float high) => (float)(low + ((double)high - low) * Unit());

    /// <summary>A whole number in [0, count), count below 2³²: the bias is below 2⁻³².</summary>
    internal int Below(int count) => (int)(((Bits() >> 32) * (ulong)count) >> 32);

    /// <summary>Numbers in (0, 1].</summary>
    internal void FillUnit(Span<float> numbers)
    {
        FillBits(numbers);
        var words = MemoryMarshal.Cast<float, uint>(numbers);
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        var results = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        for (var position = 0; position < vectors.Length; position++)
        {
            results[position] = Vector.ConvertToSingle(Vector.AsVectorInt32(vectors[position] >>> 8) + Vector<int>.One) * ToUnit;
        }

        for (var position = vectors.Length * Vector<uint>.Count; position < words.Length; position++)
        {
            numbers[position] = ((words[position] >> 8) + 1) * ToUnit;
        }
    }

    /// <summary>Numbers of the standard normal distribution, by Box and Muller's method.</summary>
    /// <param name="numbers">Where they go.</param>
    /// <param name="workspace">Lends memory.</param>
    internal void FillNormal(Span<float> numbers, CorruptionWorkspace workspace)
    {
        // Whole vectors of any width, so that none is left over; a pair of numbers comes from the same place in both halves.
        var half = ((numbers.Length + 1) / 2 + WidestVector - 1) / WidestVector * WidestVector;
        Span<float> first = workspace.Take(half), second = workspace.Take(half);
        FillUnit(first);
        FillUnit(second);
        Span<Vector<float>> radii = MemoryMarshal.Cast<float, Vector<float>>(first),
            angles = MemoryMarshal.Cast<float, Vector<float>>(second);
        for (var position = 0; position < radii.Length; position++)
        {
            var radius = Vector.SquareRoot(Vector.Log(radii[position]) * -2);
            var (sine, cosine) = Vector.SinCos(angles[position] * (2 * MathF.PI));
            radii[position] = radius * cosine;
            angles[position] = radius * sine;
        }

        var inFirst = Math.Min(half, numbers.Length);
        first[..inFirst].CopyTo(numbers);
        second[..(numbers.Length - inFirst)].CopyTo(numbers[inFirst..]);
    }

    private void FillBits(Span<float> numbers)
    {
        var pairs = MemoryMarshal.Cast<float, ulong>(numbers);
        for (var position = 0; position < pairs.Length; position++)
        {
            pairs[position] = Bits();
        }

        if (numbers.Length % 2 == 1)
        {
            numbers[^1] = BitConverter.UInt32BitsToSingle((uint)Bits());
        }
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
