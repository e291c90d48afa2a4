using Overtone.Data.Corruptions;

namespace Overtone.Data.Planted;

/// <summary>The waves of a band, and what each class makes of them.</summary>
internal sealed class PlantedRing
{
    private readonly Wave[] _waves;
    private readonly int[] _positions;
    private readonly int[] _sectors;
    private readonly (float Cosine, float Sine)[][]? _patterns;
    private readonly double _strength;

    /// <summary>Draws the classes' patterns, or the order of their sectors.</summary>
    internal PlantedRing(PlantedImages set, PlantedBand band, WaveTables tables, RandomNumbers random)
    {
        _waves = Waves(set.Size, band);
        _positions = [.. _waves.Select(tables.PositionOf)];
        _strength = band.Strength;
        _sectors = Order(set.Classes, random);
        _patterns = set.Phases == PlantedPhases.Fixed ? [.. Enumerable.Range(0, set.Classes).Select(_ => Pattern(random))] : null;
    }

    /// <summary>The waves in a band by their angles, without the Nyquist frequency, whose phase cannot be chosen.</summary>
    internal static Wave[] Waves(int size, PlantedBand band) =>
    [
        .. Wave.All(size).Where(wave => band.Holds(wave) && !wave.IsItsOwnNegative(size)).OrderBy(wave => wave.Angle)
            .ThenBy(wave => wave.Radius),
    ];

    /// <summary>Writes a class, or if it is null noise that belongs to none.</summary>
    internal void Write(int? label, WaveSpectrum spectrum, RandomNumbers random)
    {
        var (from, to) = label is { } one && _patterns is null ? Sector(one) : (0, _waves.Length);
        var amplitude = (float)(_strength * Math.Sqrt(2.0 / (to - from)));
        var phases = new PhaseStream(random);
        for (var wave = from; wave < to; wave++)
        {
            var (cosine, sine) = label is { } known && _patterns is not null ? _patterns[known][wave] : phases.Next();
            spectrum.Add(_positions[wave], amplitude * cosine, amplitude * sine);
        }
    }

    private (int From, int To) Sector(int label)
    {
        var sector = _sectors[label];
        return (sector * _waves.Length / _sectors.Length, (sector + 1) * _waves.Length / _sectors.Length);
    }

    private (float Cosine, float Sine)[] Pattern(RandomNumbers random)
    {
        var phases = new PhaseStream(random);
        var pattern = new (float, float)[_waves.Length];
        for (var wave = 0; wave < pattern.Length; wave++)
        {
            pattern[wave] = phases.Next();
        }

        return pattern;
    }

    private static int[] Order(int count, RandomNumbers random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var index = count - 1; index > 0; index--)
        {
            var other = random.Below(index + 1);
            (order[index], order[other]) = (order[other], order[index]);
        }

        return order;
    }
}
