using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions;

/// <summary>
/// What one thread needs to corrupt images: memory that is used again for every image, and a random stream that starts anew for each.
/// Not to be shared between threads.
/// Source: Overtone's own.
/// </summary>
public sealed class CorruptionWorkspace
{
    private readonly List<float[]> _memory = [];
    private FilterTap[] _taps = [];
    private int _taken;
    private Corruption? _corruption;
    private int _severity;
    private ulong _streams;

    /// <summary>A workspace.</summary>
    /// <param name="settings">What the results depend on; the default settings if not given.</param>
    public CorruptionWorkspace(CorruptionSettings? settings = null) => Settings = settings ?? new CorruptionSettings();

    /// <summary>What the results depend on.</summary>
    public CorruptionSettings Settings { get; }

    internal RandomNumbers Random { get; } = new();

    internal JpegRoundTrip Jpeg { get; } = new();

    internal CorruptionTask Begin(
        Corruption corruption, ReadOnlySpan<float> image, ImageShape shape, int severity, int index, Span<float> result)
    {
        _taken = 0;
        if (corruption != _corruption || severity != _severity)
        {
            (_corruption, _severity) = (corruption, severity);
            _streams = RandomStreams.SeedOf(Settings.Seed, $"corruption/{corruption.Name}", severity);
        }

        Random.Restart(_streams, (ulong)index);
        return new CorruptionTask { Image = image, Result = result, Shape = shape, Level = severity - 1, Workspace = this };
    }

    /// <summary>Begins another image: its random numbers start anew, and all memory is free again.</summary>
    internal void Restart(ulong streams, long image)
    {
        _taken = 0;
        Random.Restart(streams, (ulong)image);
    }

    /// <summary>Memory until the next image begins; the first, second, ... request for one image gets the same memory each time.</summary>
    internal Span<float> Take(int length)
    {
        if (_taken == _memory.Count)
        {
            _memory.Add([]);
        }

        if (_memory[_taken].Length < length)
        {
            _memory[_taken] = new float[length];
        }

        return _memory[_taken++].AsSpan(0, length);
    }

    /// <summary>Memory for the weights of a filter, until they are asked for again.</summary>
    internal Span<FilterTap> TakeTaps(int count)
    {
        if (_taps.Length < count)
        {
            _taps = new FilterTap[count];
        }

        return _taps.AsSpan(0, count);
    }
}
