namespace Overtone.Models;

/// <summary>
/// What a model may take while it is tried in a process of its own (<see cref="ClassifierFile.Probe"/>).
/// Source: none.
/// </summary>
public sealed record ProbeLimits
{
    private const long LeastMemory = 2L << 30;
    private const int TimesFile = 8;

    /// <summary>
    /// Most resident memory of that process, in bytes; if not given, 2 GiB and eight times the model's files, of which an honest model
    /// takes about two.
    /// </summary>
    public long? Memory { get; init; }

    /// <summary>Most time for opening and trying it.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The limit of memory for a model whose files have so many bytes in all.</summary>
    internal long MemoryFor(long bytes) => Memory ?? (LeastMemory + (TimesFile * bytes));
}
