namespace Overtone.Studies.Runs;

/// <summary>What a run would find in the store and what it would measure, as far as that is known without measuring.</summary>
/// <param name="Kinds">Its trials by kind.</param>
/// <param name="Missing">Those that it would measure first.</param>
/// <param name="Seconds">How long that takes, where a trial of each kind has been measured; else null.</param>
/// <param name="Memory">How many bytes the workers hold at once at most, where a trial of each kind has been measured; else null.</param>
/// <param name="MayGrow">Whether it plans on from what these find.</param>
internal sealed record RunForecast(
    IReadOnlyList<KindForecast> Kinds, IReadOnlyList<Trial> Missing, double? Seconds, long? Memory, bool MayGrow)
{
    /// <summary>The missing trials that only look at what is to be measured and were measured, to know what follows.</summary>
    public int Rehearsed { get; private init; }

    /// <summary>Those of them that failed, and the run would with them.</summary>
    public IReadOnlyList<TrialEvent> Failures { get; private init; } = [];

    /// <summary>How much the trials store that it would measure, where a trial of each kind has been measured; else null.</summary>
    public double? Bytes => Kinds.Aggregate((double?)0, (sum, kind) => sum + kind.Bytes);

    /// <summary>Plans a run. Writes nothing but the checksums of large data, and those only where there is a store.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="environment">Where the run would find and put things.</param>
    /// <param name="jobs">How many trials it would measure at once.</param>
    /// <param name="rehearsal">Measures what only looks at what is to be measured; null for nothing.</param>
    /// <param name="cancellation">Stops the planning.</param>
    /// <exception cref="InvalidOptionException">An option has a value it must not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunForecast Of(
        Study study, StudyOptions options, RunEnvironment environment, int jobs, Rehearsal? rehearsal, CancellationToken cancellation) =>
        Of(study, [options], environment, jobs, rehearsal, cancellation);

    /// <summary>Plans several runs of a study, one after the other; trials that they share count once.</summary>
    /// <inheritdoc cref="Of(Study, StudyOptions, RunEnvironment, int, Rehearsal, CancellationToken)"/>
    public static RunForecast Of(
        Study study,
        IReadOnlyList<StudyOptions> runs,
        RunEnvironment environment,
        int jobs,
        Rehearsal? rehearsal,
        CancellationToken cancellation)
    {
        var store = TrialStore.AsItIs(environment.Store);
        var planner = new RunPlanner(study, environment, store, rehearsal, cancellation);
        RunOutlook[] outlooks = [.. runs.SelectMany(planner.Look)];
        return Of(
            store,
            [.. outlooks.SelectMany(o => o.Finished).DistinctBy(t => t.Trial.Key)],
            [.. outlooks.SelectMany(o => o.Missing).DistinctBy(t => t.Key)],
            jobs,
            outlooks.Any(o => o.MayGrow)) with
        {
            Rehearsed = outlooks.SelectMany(o => o.Missing.Take(o.Rehearsed)).DistinctBy(t => t.Key).Count(),
            Failures = rehearsal?.Failures ?? [],
        };
    }

    private static RunForecast Of(
        TrialStore store, IReadOnlyList<StoredTrial> finished, IReadOnlyList<Trial> missing, int jobs, bool mayGrow)
    {
        var costs = TrialCosts.Of(store, missing.Select(trial => trial.Study));
        (TrialTraits Traits, TrialCost? Cost)[] expected = [.. missing.Select(TrialTraits.Of).Select(traits => (traits, costs.Of(traits)))];
        ILookup<string, TrialCost?> costsByKind = expected.ToLookup(e => e.Traits.Kind, e => e.Cost, StringComparer.Ordinal);
        ILookup<string, string> storedByKind = finished.Select(t => TrialTraits.Of(t.Trial).Kind).ToLookup(k => k, StringComparer.Ordinal);
        IEnumerable<string> kinds = storedByKind.Select(g => g.Key).Union(costsByKind.Select(g => g.Key), StringComparer.Ordinal);
        return new RunForecast(
            [.. kinds.Select(kind => KindForecast.Of(kind, storedByKind[kind].Count(), [.. costsByKind[kind]]))],
            missing,
            Array.TrueForAll(expected, e => e.Cost is not null) ? Schedule.Length(expected.Select(e => e.Cost!.Seconds), jobs) : null,
            Array.TrueForAll(expected, e => e.Cost?.Memory is not null)
                ? expected.Select(e => e.Cost!.Memory!.Value).OrderDescending().Take(jobs).Sum()
                : null,
            mayGrow);
    }
}

/// <summary>The trials of one kind.</summary>
/// <param name="Kind">The kind; see <see cref="TrialTraits.Kind"/>.</param>
/// <param name="Stored">How many are in the store.</param>
/// <param name="Missing">How many are not.</param>
/// <param name="Seconds">How long the missing ones take, one after another; null where none of the kind is measured.</param>
/// <param name="Bytes">How much they store; null where none of the kind is measured.</param>
/// <param name="Memory">How many bytes one holds in memory at most; null where that is not known.</param>
/// <param name="HasSameSettings">Whether trials with the same settings have been measured, other seeds apart.</param>
internal sealed record KindForecast(
    string Kind, int Stored, int Missing, double? Seconds, double? Bytes, long? Memory, bool HasSameSettings)
{
    /// <summary>Sums up what the missing ones are expected to cost.</summary>
    public static KindForecast Of(string kind, int stored, IReadOnlyList<TrialCost?> missing) => new(
        kind,
        stored,
        missing.Count,
        missing.Aggregate((double?)0, (sum, cost) => sum + cost?.Seconds),
        missing.Aggregate((double?)0, (sum, cost) => sum + cost?.Bytes),
        missing.Any(cost => cost?.Memory is null) ? null : missing.Max(cost => cost!.Memory),
        missing.All(cost => cost?.Differences == 0));
}
