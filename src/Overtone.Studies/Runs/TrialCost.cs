namespace Overtone.Studies.Runs;

/// <summary>What a trial is expected to cost.</summary>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Bytes">How much it stores.</param>
/// <param name="Memory">How many bytes of memory its process holds at most; null where that is not known.</param>
/// <param name="Differences">In how many settings those differ from it of which this is known; 0 means that they do not.</param>
internal sealed record TrialCost(double Seconds, double Bytes, long? Memory, int Differences);

/// <summary>The mean time and size, and the most memory, of those measured trials that differ from one in the fewest settings.</summary>
internal sealed class NearestTrials
{
    private int _differences = int.MaxValue;
    private int _count;
    private double _seconds;
    private double _bytes;
    private long? _memory;

    /// <summary>The expectation; null while there is none.</summary>
    public TrialCost? Cost => _count == 0 ? null : new TrialCost(_seconds / _count, _bytes / _count, _memory, _differences);

    /// <summary>Takes one more into account.</summary>
    public void Consider(int differences, double seconds, double bytes = 0, long? memory = null)
    {
        if (differences > _differences)
            return;
        if (differences < _differences)
            (_differences, _count, _seconds, _bytes, _memory) = (differences, 0, 0, 0, null);
        _count++;
        _seconds += seconds;
        _bytes += bytes;
        _memory = memory > (_memory ?? 0) ? memory : _memory;
    }
}
