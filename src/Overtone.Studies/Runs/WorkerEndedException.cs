namespace Overtone.Studies.Runs;

/// <summary>A worker process ended before the trial that it measured.</summary>
/// <param name="message">How, and over which input, in one sentence.</param>
internal sealed class WorkerEndedException(string message) : IOException(message);
