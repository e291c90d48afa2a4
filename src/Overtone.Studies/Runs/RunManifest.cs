using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>What a run was asked and where it ran: the content of <c>run.json</c>.</summary>
public sealed record RunManifest
{
    /// <summary>The study's id.</summary>
    public required string Study { get; init; }

    /// <summary>The study's version: a higher one measures anew.</summary>
    public required int StudyVersion { get; init; }

    /// <summary>The study's title.</summary>
    public required string Title { get; init; }

    /// <summary>Paper and figure.</summary>
    public required string Source { get; init; }

    /// <summary>The command that makes this run again.</summary>
    public required string Command { get; init; }

    /// <summary>Every option with the value it had, defaults included.</summary>
    public required JsonElement Options { get; init; }

    /// <summary>What a reduced preset left out; null at full size.</summary>
    public string? Reduction { get; init; }

    /// <summary>When the run began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, report included; null while it runs or when it was stopped.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Versions, threads, processor and the like, by name.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The keys of the run's trials in the store, in order; those of another study's trials after its id and a slash.</summary>
    public IReadOnlyList<string> Trials { get; init; } = [];

    /// <summary>Those of the trials that the run was finished without, each with the reason.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];
}
