using System.Diagnostics;
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
    // A report that was written a moment ago is as good as the next one but the last.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly TrialStore _store = new(environment.Store);
    private readonly Dictionary<string, StoredTrial> _finished = new(StringComparer.Ordinal);
    private readonly List<NotMeasured> _missing = [];
    private readonly List<TrialEvent> _failures = [];
    // Each trial is told of once, however many looks ask for it.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _measured;

    /// <summary>Runs it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="manifest">The manifest without its trials.</param>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancellation">Stops the run, also while it plans; finished trials are kept.</param>
    /// <param name="look">Takes what a first look found, see <see cref="Study.FirstLooksOf"/>; without it there are none.</param>
    /// <exception cref="InvalidOptionException">An option has a value it must not have.</exception>
    /// <exception cref="IOException">The disk is full, or the store or the run's folder cannot be written for another reason.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Execute(
        RunFolder folder, RunManifest manifest, IRunObserver observer, CancellationToken cancellation, Action<RunOutcome>? look = null)
    {
        options.Validate();
        _store.RemoveLeftovers();
        using StoreUse use = _store.Use();
        var round = new Round(folder, manifest, use, observer, cancellation);
        if (look is not null && study.FirstLooksOf(options) is { Count: > 0 } looks && !IsStored(round))
        {
            var sinceLook = new Stopwatch();
            foreach (FirstLook first in looks)
            {
                int before = _measured;
                RunManifest seen = Measure(first.Options, round, out IReadOnlyList<Trial> some);
                if (_failures.Count > 0)
                    return new RunOutcome(seen, null, new TableSet([]), _failures);
                if (_measured == before || (sinceLook.IsRunning && sinceLook.Elapsed < BetweenLooks))
                    continue;
                RunOutcome found = Conclude(first.Options, seen, some, cancellation);
                look(found with { Findings = found.Findings! with { Warnings = [first.Warning, .. found.Findings.Warnings] } });
                sinceLook.Restart();
            }
        }

        RunManifest whole = Measure(options, round, out IReadOnlyList<Trial> trials);
        if (_failures.Count > 0)
            return new RunOutcome(whole, null, new TableSet([]), _failures);
        RunOutcome outcome = Conclude(options, whole, trials, cancellation);
        return outcome with { Manifest = outcome.Manifest with { Finished = DateTimeOffset.UtcNow } };
    }

    // Plans and measures until there is nothing new; with failures it ends early.
    private RunManifest Measure(StudyOptions chosen, Round round, out IReadOnlyList<Trial> trials)
    {
        RunManifest manifest = round.Manifest;
        var planned = new List<Trial>();
        trials = planned;
        while (_failures.Count == 0 && Fresh(chosen, planned, round.Cancellation) is { Count: > 0 } fresh)
        {
            planned.AddRange(fresh);
            manifest = manifest with { Trials = [.. planned.Select(t => new TrialReference(t.Study, t.Key).NameIn(study))] };
            round.Folder.Write(manifest);
            Trial[] untold = [.. fresh.Where(t => _told.Add(t.Key))];
            round.Use.Add(untold);
            round.Observer.Planned(untold);
            Measure(untold, round);
        }

        return manifest;
    }

    private RunOutcome Conclude(
        StudyOptions chosen, RunManifest manifest, IReadOnlyList<Trial> trials, CancellationToken cancellation)
    {
        HashSet<string> keys = [.. trials.Select(t => t.Key)];
        NotMeasured[] missing = [.. _missing.Where(m => keys.Contains(m.Key))];
        RunConclusion conclusion = BackgroundWork.Run(() => RunConclusion.Of(study, chosen, Stored(trials), missing), cancellation);
        return new RunOutcome(manifest with { NotMeasured = missing }, conclusion.Findings, conclusion.Tables, []);
    }

    // Whether there is nothing to measure.
    private bool IsStored(Round round)
    {
        var planned = new List<Trial>();
        while (Fresh(options, planned, round.Cancellation) is { Count: > 0 } fresh)
        {
            round.Use.Add(fresh);
            if (fresh.Any(trial => !Find(trial, round.Observer)))
                return false;
            planned.AddRange(fresh);
        }

        return true;
    }

    private StoredTrial[] Stored(IReadOnlyList<Trial> trials) =>
        [.. trials.Where(t => _finished.ContainsKey(t.Key)).Select(t => _finished[t.Key])];

    // The trials of the next round.
    private IReadOnlyList<Trial> Fresh(StudyOptions chosen, IReadOnlyList<Trial> planned, CancellationToken cancellation)
    {
        var checksums = new InputChecksums(_store.ChecksumsPath, cancellation);
        StoredTrial[] finished = Stored(planned);
        IReadOnlyList<Trial> trials = BackgroundWork.Run(
            () => RunConclusion.Reading(finished, () => study.PlanTrials(chosen, environment, checksums, finished)), cancellation);
        checksums.Save();
        return [.. trials.ExceptBy(planned.Select(t => t.Key), t => t.Key).DistinctBy(t => t.Key)];
    }

    private void Measure(IReadOnlyList<Trial> trials, Round round)
    {
        var byKey = trials.ToDictionary(t => t.Key, StringComparer.Ordinal);
        void Observe(TrialEvent e)
        {
            bool isPreparation = e.Kind == TrialEventKind.Finished && study.IsPreparationTrial(byKey[e.Key]);
            round.Folder.Append(isPreparation ? e with { Text = RunFolder.Preparation } : e);
            // A trial that stops because it was told to has not failed.
            if (e.Kind == TrialEventKind.Failed && round.Cancellation.IsCancellationRequested)
                return;
            bool isMissed = e.Kind == TrialEventKind.Failed && study.IsOptionalTrial(options, byKey[e.Key]);
            round.Observer.Observed(isMissed ? e with { Kind = TrialEventKind.NotMeasured } : e);
            if (isMissed)
                _missing.Add(new NotMeasured(e.Label, e.Text, e.Key));
            else if (e.Kind == TrialEventKind.Failed)
                _failures.Add(e);
        }

        var missing = new List<Trial>();
        foreach (Trial trial in trials)
        {
            if (_finished.ContainsKey(trial.Key) || Find(trial, round.Observer))
                Observe(TrialEvent.Now(trial, TrialEventKind.Reused, 1));
            else
                missing.Add(trial);
        }

        _measured += missing.Count;
        runner.Run(study, missing, environment, Observe, round.Cancellation);
        HashSet<string> failed = [.. _failures.Select(f => f.Key), .. _missing.Select(m => m.Key)];
        foreach (Trial trial in missing.Where(t => !failed.Contains(t.Key)))
        {
            if (!Find(trial, round.Observer))
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

    /// <summary>What every round of a run works with.</summary>
    private sealed record Round(
        RunFolder Folder, RunManifest Manifest, StoreUse Use, IRunObserver Observer, CancellationToken Cancellation);
}
