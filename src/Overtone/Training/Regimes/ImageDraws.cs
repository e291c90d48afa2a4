using Overtone.Data.Corruptions;

namespace Overtone.Training.Regimes;

/// <summary>
/// The random numbers of one image in one epoch, and memory that is used again for every image. Not to be shared between threads.
/// Source: the generator is xoshiro256++ (Blackman and Vigna 2019).
/// </summary>
public sealed class ImageDraws
{
    private readonly CorruptionWorkspace _workspace = new();
    private byte[] _bytes = [];
    private (long Seed, string Stream, long Epoch) _begun;
    private ulong _streams;

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => _workspace.Random.Unit();

    /// <summary>A whole number in [0, count).</summary>
    /// <param name="count">Above 0.</param>
    public int Below(int count) => _workspace.Random.Below(count);

    /// <summary>Numbers of the standard normal distribution.</summary>
    /// <param name="numbers">Where they go.</param>
    public void FillNormal(Span<float> numbers) => _workspace.Random.FillNormal(numbers, _workspace);

    /// <summary>Memory until the next image begins.</summary>
    /// <param name="length">How many numbers.</param>
    public Span<float> Take(int length) => _workspace.Take(length);

    /// <summary>Bytes until they are asked for again.</summary>
    internal byte[] Bytes(int length)
    {
        if (_bytes.Length < length)
            _bytes = new byte[length];
        return _bytes;
    }

    /// <summary>Begins the stream of one image in one epoch.</summary>
    internal void Begin(long seed, string stream, long epoch, long sample)
    {
        // Named anew only when it changes: images are many, and nothing may be left for the collector by what runs beside a step.
        if (_begun != (seed, stream, epoch))
            (_begun, _streams) = ((seed, stream, epoch), RandomStreams.SeedOf(seed, $"regime-{stream}", epoch));
        _workspace.Restart(_streams, sample);
    }
}
