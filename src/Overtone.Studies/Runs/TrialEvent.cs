namespace Overtone.Studies.Runs;

/// <summary>What happened to a trial.</summary>
public enum TrialEventKind
{
    /// <summary>It was found in the store.</summary>
    Reused,

    /// <summary>A worker began it.</summary>
    Started,

    /// <summary>It reported progress.</summary>
    Progress,

    /// <summary>It has something to tell at once, for example what the rest of the run will cost.</summary>
    Announced,

    /// <summary>It is measured and stored.</summary>
    Finished,

    /// <summary>It failed, and the run with it.</summary>
    Failed,

    /// <summary>It failed, and the run goes on without it.</summary>
    NotMeasured,
}

/// <summary>One line of <c>progress.jsonl</c>.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The trial's key.</param>
/// <param name="Label">The trial's label.</param>
/// <param name="Fraction">How much of the trial is done, from 0 to 1.</param>
/// <param name="Text">What it is doing or announces, or why it failed.</param>
public sealed record TrialEvent(DateTimeOffset Time, TrialEventKind Kind, string Key, string Label, double Fraction, string Text = "")
{
    /// <summary>An event of <paramref name="trial"/>, now.</summary>
    public static TrialEvent Now(Trial trial, TrialEventKind kind, double fraction, string text = "") =>
        new(DateTimeOffset.UtcNow, kind, trial.Key, trial.Label, fraction, text);
}
