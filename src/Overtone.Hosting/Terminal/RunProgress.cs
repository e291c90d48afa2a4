using System.Diagnostics;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Counts what a run has done and guesses how long the rest will take: each trial by what others like it took, in this run or as the store
/// tells, so that a long one counts for more than ten short ones. Safe for several threads.
/// </summary>
/// <param name="jobs">How many trials are measured at the same time.</param>
/// <param name="costs">What the store knows of some studies' trials; asked when there is something to measure.</param>
/// <param name="clock">The time since some moment.</param>
internal sealed class RunProgress(int jobs, Func<IEnumerable<string>, TrialCosts> costs, Func<TimeSpan> clock)
{
    private const double LeastFraction = 0.01;

    private readonly Lock _gate = new();
    private readonly List<Trial> _planned = [];
    private readonly Dictionary<string, TrialProgress> _trials = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reused = new(StringComparer.Ordinal);
    private TimeSpan? _start;

    public int Planned { get; private set; }

    public int Reused { get; private set; }

    public int Finished { get; private set; }

    /// <summary>The progress of a run with a store.</summary>
    public static RunProgress Of(string store, int jobs)
    {
        var watch = Stopwatch.StartNew();
        return new RunProgress(jobs, studies => TrialCosts.Of(TrialStore.AsItIs(store), studies), () => watch.Elapsed);
    }

    /// <summary>The share of the work that this run itself must do, from 0 to 1.</summary>
    public double Fraction
    {
        get
        {
            lock (_gate)
            {
                if (_trials.Count == 0)
                    return Planned == Reused ? 1 : 0;
                double usual = UsualSeconds ?? 1;
                return _trials.Values.Sum(t => t.Fraction * (t.Seconds ?? usual)) / _trials.Values.Sum(t => t.Seconds ?? usual);
            }
        }
    }

    /// <summary>How long the rest will take; null while nothing is known.</summary>
    public TimeSpan? Left
    {
        get
        {
            double fraction = Fraction;
            lock (_gate)
            {
                if (_start is not { } start)
                    return null;
                TimeSpan now = clock();
                if (UsualSeconds is not { } usual)
                    return fraction > LeastFraction ? (now - start) * ((1 - fraction) / fraction) : null;
                IEnumerable<double> rest = _trials.Values
                    .Where(t => !t.IsOver)
                    .OrderBy(t => t.IsStarted ? 0 : 1)
                    .Select(t => t.SecondsLeft(usual, now));
                return TimeSpan.FromSeconds(Schedule.Length(rest, jobs));
            }
        }
    }

    public void Plan(IReadOnlyList<Trial> trials)
    {
        lock (_gate)
        {
            Planned += trials.Count;
            _planned.AddRange(trials);
        }
    }

    public void Observe(TrialEvent e)
    {
        lock (_gate)
        {
            if (e.Kind == TrialEventKind.Reused)
            {
                Reused++;
                _reused.Add(e.Key);
                return;
            }

            if (e.Kind == TrialEventKind.Announced)
                return;
            Prepare();
            TimeSpan now = clock();
            _start ??= now;
            if (!_trials.TryGetValue(e.Key, out TrialProgress? trial))
                return;
            trial.Observe(e, now);
            if (e.Kind is TrialEventKind.Finished or TrialEventKind.NotMeasured)
                Finished++;
            if (e.Kind == TrialEventKind.Finished)
            {
                foreach (TrialProgress other in _trials.Values.Where(t => !t.IsOver))
                    other.Learn(trial);
            }
        }
    }

    public static string Format(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{time.Minutes}:{time.Seconds:00}";

    // What a trial takes of which nothing is known.
    private double? UsualSeconds => _trials.Values.Select(t => t.Seconds).Average();

    // Every trial that is in the store has been named as such before the first one is begun.
    private void Prepare()
    {
        Trial[] fresh = [.. _planned.Where(t => !_reused.Contains(t.Key))];
        _planned.Clear();
        if (fresh.Length == 0)
            return;
        TrialCosts known = costs(fresh.Select(t => t.Study));
        foreach (Trial trial in fresh)
        {
            var added = new TrialProgress(TrialTraits.Of(trial), known);
            foreach (TrialProgress finished in _trials.Values.Where(t => t.IsMeasured))
                added.Learn(finished);
            _trials.Add(trial.Key, added);
        }
    }
}
