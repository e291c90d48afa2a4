using Overtone.Studies;
using Overtone.Studies.Runs;
using Spectre.Console;

namespace Overtone.Hosting.Terminal;

/// <summary>Progress as live bars: the whole run with its time left, and below it the trials being measured.</summary>
internal sealed class LiveObserver : IRunObserver
{
    private readonly Output _output;
    private readonly ProgressContext _context;
    private readonly RunProgress _progress;
    private readonly ProgressTask _whole;
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    private LiveObserver(Output output, ProgressContext context, RunProgress progress, string title)
    {
        (_output, _context, _progress) = (output, context, progress);
        _whole = context.AddTask(Markup.Escape(PrintableText.OneLine(title)), maxValue: 1);
    }

    /// <summary>Shows progress while <paramref name="work"/> runs.</summary>
    public static T While<T>(Output output, RunProgress progress, string title, Func<IRunObserver, T> work) => output.Messages.Progress()
        .HideCompleted(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .Start(context => work(new LiveObserver(output, context, progress, title)));

    public void Planned(IReadOnlyList<Trial> trials) => _progress.Plan(trials);

    public void Observed(TrialEvent e)
    {
        _progress.Observe(e);
        switch (e.Kind)
        {
            case TrialEventKind.Started or TrialEventKind.Progress:
                ProgressTask task = TaskOf(e);
                task.Value = Math.Min(e.Fraction, 0.999);
                task.Description = Markup.Escape(PrintableText.OneLine(e.Text.Length > 0 ? $"  {e.Label}: {e.Text}" : $"  {e.Label}"));
                break;
            case TrialEventKind.Finished or TrialEventKind.Failed or TrialEventKind.NotMeasured
                when _tasks.Remove(e.Key, out ProgressTask? ended):
                ended.StopTask();
                ended.Value = ended.MaxValue;
                break;
        }

        if (e.Kind == TrialEventKind.Announced)
            _output.Message(e.Text);
        if (e.Kind == TrialEventKind.Failed)
            _output.Error(FailureText.Of(e));
        if (e.Kind == TrialEventKind.NotMeasured)
            Warned($"{e.Label} is not measured: {e.Text}");
        string left = _progress.Left is { } time ? $", {RunProgress.Format(time)} left" : "";
        _whole.Value = Math.Min(_progress.Fraction, 0.999);
        _whole.Description = $"{_progress.Reused + _progress.Finished} of {_progress.Planned} trials{left}";
    }

    public void Warned(string text) => _output.Message("warning: " + text, "yellow");

    private ProgressTask TaskOf(TrialEvent e)
    {
        if (!_tasks.TryGetValue(e.Key, out ProgressTask? task))
            _tasks.Add(e.Key, task = _context.AddTask(Markup.Escape(PrintableText.OneLine("  " + e.Label)), maxValue: 1));
        return task;
    }
}
