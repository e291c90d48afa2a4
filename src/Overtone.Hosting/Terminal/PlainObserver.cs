using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Progress as plain lines, for pipes and logs: one when a tenth more is done or half a minute has passed, never a flood.
/// </summary>
internal sealed class PlainObserver(Output output, bool quiet) : IRunObserver
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);
    private readonly RunProgress _progress = new();
    private double _lastFraction;
    private DateTime _lastLine = DateTime.UtcNow;

    public void Planned(IReadOnlyList<Trial> trials)
    {
        _progress.Plan(trials.Count);
        _lastFraction = _progress.Fraction;
    }

    public void Observed(TrialEvent e)
    {
        _progress.Observe(e);
        if (e.Kind == TrialEventKind.Failed)
            output.Error($"{e.Label}: {e.Text}");
        if (quiet || e.Kind == TrialEventKind.Reused)
            return;
        if (e.Kind == TrialEventKind.NotMeasured)
            Warned($"{e.Label} is not measured: {e.Text}");
        if (e.Kind == TrialEventKind.Announced)
        {
            output.Message(e.Text);
            return;
        }

        double fraction = _progress.Fraction;
        bool last = _progress.Reused + _progress.Finished == _progress.Planned;
        if (!last && fraction < _lastFraction + 0.1 && DateTime.UtcNow - _lastLine < Heartbeat)
            return;
        (_lastFraction, _lastLine) = (fraction, DateTime.UtcNow);
        string left = _progress.Left is { } time && fraction < 1 ? $", {RunProgress.Format(time)} left" : "";
        output.Message($"{fraction,4:P0}  {_progress.Reused + _progress.Finished} of {_progress.Planned} trials{left}");
    }

    public void Warned(string text) => output.Message("warning: " + text, "yellow");
}
