namespace Overtone.Studies.Runs;

/// <summary>What one run would find in the store and what it would measure first.</summary>
/// <param name="Finished">Its trials in the store.</param>
/// <param name="Missing">Those that it would measure, as far as they can be known.</param>
/// <param name="Rehearsed">How many of these, the first ones, were measured to know what follows.</param>
/// <param name="MayGrow">Whether it plans on from what the missing ones find.</param>
internal sealed record RunOutlook(IReadOnlyList<StoredTrial> Finished, IReadOnlyList<Trial> Missing, int Rehearsed, bool MayGrow);

/// <summary>
/// Plans runs of a study as far as the store goes. Writes nothing but the checksums of large data, and those only where there is a store.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="environment">Where a run would find and put things.</param>
/// <param name="store">The store, as it is.</param>
/// <param name="rehearsal">Measures what only looks at what is to be measured; null for nothing.</param>
/// <param name="cancellation">Stops the planning.</param>
internal sealed class RunPlanner(
    Study study, RunEnvironment environment, TrialStore store, Rehearsal? rehearsal, CancellationToken cancellation)
{
    /// <summary>Plans a run, and the first looks that it would take.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="InvalidOptionException">An option has a value it must not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<RunOutlook> Look(StudyOptions options)
    {
        RunOutlook run = LookAt(options);
        // A run that finds everything takes none.
        return run.Missing.Count == 0 ? [run] : study.FirstLooksOf(options).Select(first => LookAt(first.Options)).Append(run);
    }

    private RunOutlook LookAt(StudyOptions options)
    {
        options.Validate();
        List<StoredTrial> finished = [], rehearsed = [];
        var missing = new List<Trial>();
        bool mayGrow;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool isNew;
        do
        {
            isNew = mayGrow = false;
            foreach (Trial trial in Plan(options, [.. finished, .. rehearsed], () => mayGrow = true))
            {
                if (!seen.Add(trial.Key))
                    continue;
                isNew = true;
                if (Find(trial) is { } stored)
                    finished.Add(stored);
                else
                    missing.Add(trial);
            }

            Trial[] next = [.. missing.Skip(rehearsed.Count)];
            if (next.Length > 0 && rehearsal is not null && next.All(rehearsal.Takes))
                rehearsed.AddRange(rehearsal.Measure(next, finished, cancellation));
        }
        while (isNew && missing.Count == rehearsed.Count);
        return new RunOutlook(finished, missing, rehearsed.Count, mayGrow && missing.Count > 0);
    }

    private IReadOnlyList<Trial> Plan(StudyOptions options, IReadOnlyList<StoredTrial> finished, Action asked)
    {
        var checksums = new InputChecksums(store.ChecksumsPath, cancellation);
        IReadOnlyList<Trial> trials = BackgroundWork.Run(
            () => RunConclusion.Reading(finished, () => study.PlanTrials(options, environment, checksums, finished, asked)), cancellation);
        if (Directory.Exists(store.Folder))
            checksums.Save();
        return trials;
    }

    // A damaged one would be set aside and measured again.
    private StoredTrial? Find(Trial trial)
    {
        try
        {
            return store.Find(trial.Study, trial.Key);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
