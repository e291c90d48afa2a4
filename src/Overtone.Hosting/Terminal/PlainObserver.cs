using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Progress as plain lines, for pipes and logs: one when a tenth more is done or half a minute has passed, never a flood.
/// </summary>
internal sealed class PlainObserver(Output output, RunProgress progress, bool quiet) : IRunObserver
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);
    private double _lastFraction;
    private DateTime _lastLine = DateTime.UtcNow;

    public void Planned(IReadOnlyList<Trial> trials) => progress.Plan(trials);

    public void Observed(TrialEvent e)
    {
        if (e.Kind == TrialEventKind.Failed)
            output.Error(FailureText.Of(e));
        if (quiet)
            return;
        progress.Observe(e);
        if (e.Kind == TrialEventKind.Reused)
            return;
        if (e.Kind == TrialEventKind.NotMeasured)
            Warned($"{e.Label} is not measured: {e.Text}");
        if (e.Kind == TrialEventKind.Announced)
        {
            output.Message(e.Text);
            return;
        }

        double fraction = progress.Fraction;
        // A new round makes it less.
        _lastFraction = Math.Min(_lastFraction, fraction);
        bool last = progress.Reused + progress.Finished == progress.Planned;
        if (!last && fraction < _lastFraction + 0.1 && DateTime.UtcNow - _lastLine < Heartbeat)
            return;
        (_lastFraction, _lastLine) = (fraction, DateTime.UtcNow);
        string left = progress.Left is { } time && fraction < 1 ? $", {RunProgress.Format(time)} left" : "";
        output.Message($"{fraction,4:P0}  {progress.Reused + progress.Finished} of {progress.Planned} trials{left}");
    }

    public void Warned(string text) => output.Message("warning: " + text, "yellow");
}
