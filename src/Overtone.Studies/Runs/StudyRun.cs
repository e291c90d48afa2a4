using Overtone.Studies.Findings;

namespace Overtone.Studies.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Manifest">What was run. It is the caller's to write once more when its report stands: only then is the run
/// finished.</param>
/// <param name="Findings">What it found; null when a trial failed.</param>
/// <param name="Tables">The measured tables.</param>
/// <param name="Failures">The trials that failed.</param>
public sealed record RunOutcome(RunManifest Manifest, StudyFindings? Findings, TableSet Tables, IReadOnlyList<TrialEvent> Failures);

/// <summary>
/// Runs a study: plans trials, takes from the store what is there, has the rest measured, plans again until there is nothing new, and
/// concludes.
/// </summary>
public sealed class StudyRun(Study study, StudyOptions options, RunEnvironment environment, ITrialRunner runner)
{
    private readonly TrialStore _store = new(environment.Store);
    private readonly Dictionary<string, StoredTrial> _finished = new(StringComparer.Ordinal);
    private readonly List<NotMeasured> _missing = [];
    private readonly List<TrialEvent> _failures = [];

    /// <summary>Runs it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="manifest">The manifest without its trials.</param>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancellation">Stops the run, also while it plans; finished trials are kept.</param>
    /// <exception cref="InvalidOptionException">An option has a value it must not have.</exception>
    /// <exception cref="IOException">The disk is full, or the store or the run's folder cannot be written for another reason.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Execute(RunFolder folder, RunManifest manifest, IRunObserver observer, CancellationToken cancellation)
    {
        options.Validate();
        _store.RemoveLeftovers();
        using StoreUse use = _store.Use();
        var planned = new List<Trial>();
        while (true)
        {
            IReadOnlyList<Trial> fresh =
                [.. Plan(planned, cancellation).ExceptBy(planned.Select(t => t.Key), t => t.Key).DistinctBy(t => t.Key)];
            if (fresh.Count == 0)
                break;
            planned.AddRange(fresh);
            manifest = manifest with { Trials = [.. planned.Select(t => new TrialReference(t.Study, t.Key).NameIn(study))] };
            folder.Write(manifest);
            use.Add(fresh);
            observer.Planned(fresh);
            Measure(fresh, folder, observer, cancellation);
            if (_failures.Count > 0)
                return new RunOutcome(manifest, null, new TableSet([]), _failures);
        }

        RunConclusion conclusion = BackgroundWork.Run(() => RunConclusion.Of(study, options, Stored(planned), _missing), cancellation);
        manifest = manifest with { Finished = DateTimeOffset.UtcNow, NotMeasured = [.. _missing] };
        return new RunOutcome(manifest, conclusion.Findings, conclusion.Tables, []);
    }

    private StoredTrial[] Stored(IReadOnlyList<Trial> trials) =>
        [.. trials.Where(t => _finished.ContainsKey(t.Key)).Select(t => _finished[t.Key])];

    private IReadOnlyList<Trial> Plan(IReadOnlyList<Trial> planned, CancellationToken cancellation)
    {
        var checksums = new InputChecksums(_store.ChecksumsPath, cancellation);
        StoredTrial[] finished = Stored(planned);
        IReadOnlyList<Trial> trials = BackgroundWork.Run(
            () => RunConclusion.Reading(finished, () => study.PlanTrials(options, environment, checksums, finished)), cancellation);
        checksums.Save();
        return trials;
    }

    private void Measure(IReadOnlyList<Trial> trials, RunFolder folder, IRunObserver observer, CancellationToken cancellation)
    {
        var byKey = trials.ToDictionary(t => t.Key, StringComparer.Ordinal);
        void Observe(TrialEvent e)
        {
            bool isPreparation = e.Kind == TrialEventKind.Finished && study.IsPreparationTrial(byKey[e.Key]);
            folder.Append(isPreparation ? e with { Text = RunFolder.Preparation } : e);
            // A trial that stops because it was told to has not failed.
            if (e.Kind == TrialEventKind.Failed && cancellation.IsCancellationRequested)
                return;
            bool isMissed = e.Kind == TrialEventKind.Failed && study.IsOptionalTrial(options, byKey[e.Key]);
            observer.Observed(isMissed ? e with { Kind = TrialEventKind.NotMeasured } : e);
            if (isMissed)
                _missing.Add(new NotMeasured(e.Label, e.Text, e.Key));
            else if (e.Kind == TrialEventKind.Failed)
                _failures.Add(e);
        }

        var missing = new List<Trial>();
        foreach (Trial trial in trials)
        {
            if (Find(trial, observer))
                Observe(TrialEvent.Now(trial, TrialEventKind.Reused, 1));
            else
                missing.Add(trial);
        }

        runner.Run(study, missing, environment, Observe, cancellation);
        HashSet<string> failed = [.. _failures.Select(f => f.Key), .. _missing.Select(m => m.Key)];
        foreach (Trial trial in missing.Where(t => !failed.Contains(t.Key)))
        {
            if (!Find(trial, observer))
                Observe(TrialEvent.Now(trial, TrialEventKind.Failed, 0, "its tables are not in the store after it was measured"));
        }
    }

    private bool Find(Trial trial, IRunObserver observer)
    {
        StoredTrial? stored = _store.Find(trial, out string? problem);
        if (problem is not null)
            observer.Warned(problem);
        if (stored is not null)
            _finished[trial.Key] = stored;
        return stored is not null;
    }
}
