using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Draws numbers of photons for one mean number per unit of brightness, exactly: the number at a brightness is that at the next level of
/// 255 below it, from a table, plus that of the little light between, which is mostly none.
/// </summary>
/// <remarks>Source: the sum of Poisson variables is one; the tables are A. Walker's (alias method, 1977).</remarks>
internal sealed class PoissonTables
{
    private const int Levels = 256;

    // In levels: what single precision leaves of a whole level is no light.
    private const float NoLight = 1e-4f;

    private readonly int[] _starts = new int[Levels + 1];
    private readonly int[] _least = new int[Levels];
    private readonly Entry[] _entries;
    private readonly float _photons;

    /// <summary>Tables for one strength of light.</summary>
    /// <param name="photons">The mean number of photons at brightness 1.</param>
    internal PoissonTables(float photons)
    {
        _photons = photons;
        var entries = new List<Entry>();
        for (var level = 0; level < Levels; level++)
        {
            _starts[level] = entries.Count;
            var (least, chances) = Chances(photons * (double)level / PixelLimits.Bytes);
            _least[level] = least;
            entries.AddRange(Alias(chances));
        }

        _starts[Levels] = entries.Count;
        _entries = [.. entries];
    }

    /// <summary>Draws a number of photons.</summary>
    /// <param name="brightness">In [0, 1].</param>
    /// <param name="random">The random numbers.</param>
    internal int Draw(float brightness, RandomNumbers random)
    {
        var scaled = brightness * PixelLimits.Bytes;
        var level = (int)(scaled + NoLight);
        var start = _starts[level];
        var bits = random.Bits();
        var column = (int)(((bits >> 32) * (ulong)(_starts[level + 1] - start)) >> 32);
        var entry = _entries[start + column];
        var photons = _least[level] + ((uint)bits < entry.Share ? column : entry.Other);
        var rest = scaled - level;
        return rest > NoLight ? photons + DrawFew(rest / PixelLimits.Bytes * _photons, random) : photons;
    }

    // By multiplying uniform numbers, which is quick for the few photons of less than a level.
    private static int DrawFew(float mean, RandomNumbers random)
    {
        var limit = Math.Exp(-mean);
        var photons = 0;
        for (var product = random.Unit(); product > limit; product *= random.Unit())
        {
            photons++;
        }

        return photons;
    }

    private static (int Least, double[] Chances) Chances(double mean)
    {
        const double Negligible = 1e-14;
        var mode = (int)mean;
        var below = new List<double>();
        for (var (number, chance) = (mode, 1.0); number >= 0 && chance > Negligible; chance *= number / mean, number--)
        {
            below.Add(chance);
        }

        var above = new List<double>();
        for (var (number, chance) = (mode + 1, mean / (mode + 1)); chance > Negligible; number++, chance *= mean / number)
        {
            above.Add(chance);
        }

        var sum = below.Sum() + above.Sum();
        below.Reverse();
        return (mode - below.Count + 1, [.. below.Concat(above).Select(chance => chance / sum)]);
    }

    private static Entry[] Alias(double[] chances)
    {
        var rest = Array.ConvertAll(chances, chance => chance * chances.Length);
        var entries = new Entry[chances.Length];
        var small = new Stack<int>(Enumerable.Range(0, rest.Length).Where(index => rest[index] < 1));
        var large = new Stack<int>(Enumerable.Range(0, rest.Length).Where(index => rest[index] >= 1));
        while (small.TryPop(out var poor))
        {
            if (!large.TryPeek(out var rich))
            {
                rest[poor] = 1;
                large.Push(poor);
                break;
            }

            entries[poor] = new Entry((uint)(rest[poor] * uint.MaxValue), rich);
            rest[rich] -= 1 - rest[poor];
            if (rest[rich] < 1)
            {
                small.Push(large.Pop());
            }
        }

        foreach (var full in small.Concat(large))
        {
            entries[full] = new Entry(uint.MaxValue, full);
        }

        return entries;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(uint Share, int Other);
}
