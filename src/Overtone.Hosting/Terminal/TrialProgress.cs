using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>One trial that a run measures: how far it is, and how long it is expected to take.</summary>
internal sealed class TrialProgress(TrialTraits traits, TrialCosts known)
{
    private readonly TrialCost? _stored = known.Of(traits);
    private readonly NearestTrials _own = new();
    private TimeSpan? _start;
    private (TimeSpan Time, double Fraction)? _firstReport;
    private double? _took;

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Fraction { get; private set; }

    /// <summary>Whether it has begun.</summary>
    public bool IsStarted => _start is not null;

    /// <summary>Whether it has ended, well or not.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it has ended well.</summary>
    public bool IsMeasured => _took is not null;

    /// <summary>
    /// How long it takes as a whole: what it took, or what others of this run took that are at least as like it as those in the store, or
    /// what these did; null where nothing is known.
    /// </summary>
    public double? Seconds => _took ?? Expected?.Seconds;

    private TrialCost? Expected => _own.Cost is { } own && own.Differences <= (_stored?.Differences ?? int.MaxValue) ? own : _stored;

    /// <summary>Follows it.</summary>
    public void Observe(TrialEvent e, TimeSpan now)
    {
        _start ??= now;
        IsOver = e.Kind is TrialEventKind.Finished or TrialEventKind.Failed or TrialEventKind.NotMeasured;
        // What failed is not done, however far it came.
        Fraction = e.Kind == TrialEventKind.Failed ? 0 : IsOver ? 1 : e.Fraction;
        if (e.Kind == TrialEventKind.Finished)
            _took = (now - _start.Value).TotalSeconds;
        if (e.Kind == TrialEventKind.Progress)
            _firstReport ??= (now, e.Fraction);
    }

    /// <summary>Takes into account what another one of this run took.</summary>
    public void Learn(TrialProgress measured)
    {
        if (measured.IsAlike(traits))
            _own.Consider(measured.DifferencesFrom(traits), measured._took!.Value);
    }

    /// <summary>How long it still takes.</summary>
    /// <param name="usual">What a trial takes of which nothing is known, in seconds.</param>
    /// <param name="now">The time.</param>
    public double SecondsLeft(double usual, TimeSpan now)
    {
        double expected = Seconds ?? usual;
        if (_start is not { } start)
            return expected;
        if (_firstReport is not { } first)
            return Math.Max(expected - (now - start).TotalSeconds, 0);
        // Its own pace counts the more, the further it is; one that goes on from a checkpoint begins with a part done.
        double done = Fraction - first.Fraction;
        double atOwnPace = done > 0 ? (now - first.Time).TotalSeconds / done : expected;
        return (1 - Fraction) * (((1 - Fraction) * expected) + (Fraction * atOwnPace));
    }

    private bool IsAlike(TrialTraits other) => traits.Kind == other.Kind && traits.Place == other.Place;

    private int DifferencesFrom(TrialTraits other) => traits.DifferencesFrom(other);
}
