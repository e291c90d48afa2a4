namespace Overtone.Studies;

/// <summary>
/// Where a run finds and puts things and what it computes on. Device and threads are part of a trial's key; paths are not.
/// </summary>
public sealed record RunEnvironment
{
    /// <summary>The folder of the trial store, shared by all runs.</summary>
    public required string Store { get; init; }

    /// <summary>The folders in which data sets are looked for, in order.</summary>
    public IReadOnlyList<string> DataRoots { get; init; } = [];

    /// <summary>Where tensors live: <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>How many threads one trial uses. Never derived from the number of workers, because sums depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How long a trial may compute between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);
}
