using Overtone.Data.Corruptions;

namespace Overtone.Data.Planted;

/// <summary>Makes the images of one part of a planted set, each from its number alone; for several threads at once.</summary>
internal sealed class PlantedGenerator
{
    private const int Axes = 3;
    private readonly PlantedImages _set;
    private readonly bool _isTraining;
    private readonly WaveTables _tables;
    private readonly PlantedBackground _background;
    private readonly PlantedRing[] _rings;
    private readonly PlantedRing? _shortcut;
    private readonly ulong[] _ringStreams;
    private readonly ulong _backgroundStream, _carrierStream, _shortcutStream;

    internal PlantedGenerator(PlantedImages set, bool isTraining)
    {
        (_set, _isTraining) = (set, isTraining);
        _tables = new WaveTables(set.Size);
        _background = new PlantedBackground(set, _tables);
        _rings = [.. set.Bands.Select((band, index) => Ring(band, "pattern", index))];
        _shortcut = set.Shortcut is { } shortcut ? Ring(shortcut, "shortcut pattern", 0) : null;
        _ringStreams = [.. set.Bands.Select((_, index) => PartStream("band", index))];
        (_backgroundStream, _carrierStream, _shortcutStream) = (PartStream("background"), PartStream("carriers"), PartStream("shortcut"));
    }

    internal int LabelOf(int image) => image % _set.Classes;

    internal Workspace NewWorkspace() => new(new RandomNumbers(), [.. Enumerable.Range(0, Axes).Select(_ => new WaveSpectrum(_tables))]);

    /// <summary>Makes one image.</summary>
    /// <param name="image">Its number, from 0.</param>
    /// <param name="workspace">A thread's own.</param>
    /// <param name="pixels">Where its bytes go, channel by channel.</param>
    internal void Write(int image, Workspace workspace, Span<byte> pixels)
    {
        var (random, axes) = workspace;
        random.Restart(_backgroundStream, (ulong)image);
        _background.Write(axes, random);
        var carriers = Carriers(image, random);
        for (var ring = 0; ring < _rings.Length; ring++)
        {
            random.Restart(_ringStreams[ring], (ulong)image);
            _rings[ring].Write(carriers[ring] ? LabelOf(image) : null, axes[0], random);
        }

        if (_shortcut is not null)
        {
            random.Restart(_shortcutStream, (ulong)image);
            _shortcut.Write(_isTraining ? LabelOf(image) : random.Below(_set.Classes), axes[0], random);
        }

        foreach (var axis in axes)
        {
            axis.Sum();
        }

        Mix(axes, pixels);
    }

    // Which bands hold the class.
    private bool[] Carriers(int image, RandomNumbers random)
    {
        random.Restart(_carrierStream, (ulong)image);
        var first = random.Below(_rings.Length);
        return [.. _rings.Select((_, ring) => random.Unit() < _set.Redundancy || ring == first)];
    }

    // R = 0.5 + brightness + red against green + both against blue, and so on: the mean of the channels is the brightness.
    private void Mix(WaveSpectrum[] axes, Span<byte> pixels)
    {
        var plane = _set.Size * _set.Size;
        for (int row = 0, target = 0; row < _set.Size; row++)
        {
            ReadOnlySpan<float> brightness = axes[0].Row(row), red = axes[1].Row(row), yellow = axes[2].Row(row);
            for (var x = 0; x < brightness.Length; x++, target++)
            {
                var grey = 0.5f + brightness[x];
                pixels[target] = Byte(grey + red[x] + yellow[x]);
                pixels[plane + target] = Byte(grey - red[x] + yellow[x]);
                pixels[(2 * plane) + target] = Byte(grey - (2 * yellow[x]));
            }
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp((value * byte.MaxValue) + 0.5f, 0, byte.MaxValue);

    private PlantedRing Ring(PlantedBand band, string name, int index)
    {
        var random = new RandomNumbers();
        random.Restart(RandomStreams.SeedOf(_set.Seed, $"planted/{name}", index), 0);
        return new PlantedRing(_set, band, _tables, random);
    }

    private ulong PartStream(string name, int index = 0) =>
        RandomStreams.SeedOf(_set.Seed, $"planted/{(_isTraining ? "train" : "test")}/{name}", index);

    /// <summary>What one thread needs.</summary>
    internal sealed record Workspace(RandomNumbers Random, WaveSpectrum[] Axes);
}
