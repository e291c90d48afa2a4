namespace Overtone.Studies.Runs;

/// <summary>The first line a worker reads: which study it serves, and where.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Environment">The run's environment.</param>
internal sealed record WorkerStart(string Study, RunEnvironment Environment);

/// <summary>One line a worker writes about the trial it was given.</summary>
/// <param name="Kind">Progress, announced, finished or failed.</param>
/// <param name="Fraction">How much of the trial is done, from 0 to 1.</param>
/// <param name="Text">What it is doing, or why it failed.</param>
/// <param name="Details">The stack trace of a failure, for the run's error log.</param>
/// <param name="EndsRun">Whether every other trial would fail of the same.</param>
internal sealed record WorkerMessage(TrialEventKind Kind, double Fraction, string Text, string? Details = null, bool EndsRun = false);
