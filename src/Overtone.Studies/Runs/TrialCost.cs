namespace Overtone.Studies.Runs;

/// <summary>What a trial is expected to cost.</summary>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Bytes">How much it stores.</param>
/// <param name="Differences">In how many settings those differ from it of which this is known; 0 means that they do not.</param>
internal sealed record TrialCost(double Seconds, double Bytes, int Differences);

/// <summary>The mean cost of those measured trials that differ from one in the fewest settings.</summary>
internal sealed class NearestTrials
{
    private int _differences = int.MaxValue;
    private int _count;
    private double _seconds;
    private double _bytes;

    /// <summary>The expectation; null while there is none.</summary>
    public TrialCost? Cost => _count == 0 ? null : new TrialCost(_seconds / _count, _bytes / _count, _differences);

    /// <summary>Takes one more into account.</summary>
    public void Consider(int differences, double seconds, double bytes)
    {
        if (differences > _differences)
            return;
        if (differences < _differences)
            (_differences, _count, _seconds, _bytes) = (differences, 0, 0, 0);
        _count++;
        _seconds += seconds;
        _bytes += bytes;
    }
}
