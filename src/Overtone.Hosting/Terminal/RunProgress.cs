using System.Diagnostics;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>Counts what a run has done and guesses how long the rest will take. Safe for several threads.</summary>
internal sealed class RunProgress(Func<TimeSpan> clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _fractions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrialEvent> _running = new(StringComparer.Ordinal);
    private TimeSpan? _start;

    public RunProgress()
        : this(ElapsedSinceNow())
    {
    }

    public int Planned { get; private set; }

    public int Reused { get; private set; }

    public int Finished { get; private set; }

    /// <summary>The share of the work that this run itself must do, from 0 to 1.</summary>
    public double Fraction
    {
        get
        {
            lock (_gate)
            {
                int own = Planned - Reused;
                return own == 0 ? 1 : _fractions.Values.Sum() / own;
            }
        }
    }

    /// <summary>How long the rest will take; null while nothing is known.</summary>
    public TimeSpan? Left
    {
        get
        {
            double fraction = Fraction;
            return _start is { } start && fraction > 0.01 ? (clock() - start) * ((1 - fraction) / fraction) : null;
        }
    }

    public IReadOnlyList<TrialEvent> Running
    {
        get
        {
            lock (_gate)
                return [.. _running.Values];
        }
    }

    public void Plan(int trials)
    {
        lock (_gate)
            Planned += trials;
    }

    public void Observe(TrialEvent e)
    {
        lock (_gate)
        {
            if (e.Kind == TrialEventKind.Reused)
            {
                Reused++;
                return;
            }

            if (e.Kind == TrialEventKind.Announced)
                return;
            _start ??= clock();
            bool isOver = e.Kind is TrialEventKind.Finished or TrialEventKind.Failed or TrialEventKind.NotMeasured;
            _fractions[e.Key] = isOver ? 1 : e.Fraction;
            if (isOver)
                _running.Remove(e.Key);
            else
                _running[e.Key] = e;
            if (e.Kind is TrialEventKind.Finished or TrialEventKind.NotMeasured)
                Finished++;
        }
    }

    public static string Format(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{time.Minutes}:{time.Seconds:00}";

    private static Func<TimeSpan> ElapsedSinceNow()
    {
        var watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }
}
