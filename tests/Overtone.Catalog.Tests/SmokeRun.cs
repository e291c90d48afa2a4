using System.Text.RegularExpressions;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;
using TorchSharp;

namespace Overtone.Catalog.Tests;

/// <summary>A study's smoke preset, run in this process, with its store.</summary>
internal sealed partial class SmokeRun : IDisposable
{
    private readonly Study _study;
    private readonly TestRun _run = new();

    public SmokeRun(Study study)
    {
        _study = study;
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Outcome = _run.Execute(study, study.OptionsOf(Preset.Smoke));
        TensorsLeft = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        Trials = [.. Outcome.Manifest.Trials.Select(key => _run.Find(study, key)).OfType<StoredTrial>()];
        Stored = _run.StoredTables();
    }

    /// <summary>Its tables and findings.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>Its trials, in the order in which they were planned.</summary>
    public IReadOnlyList<StoredTrial> Trials { get; }

    /// <summary>How many more tensors live after it than before.</summary>
    public long TensorsLeft { get; }

    /// <summary>The stored tables; see <see cref="TestRun.StoredTables"/>.</summary>
    public SortedDictionary<string, string> Stored { get; }

    /// <summary>
    /// The stored tables after one trial of each kind was measured again, what others left being there for it to read; those that measure
    /// time are not.
    /// </summary>
    public SortedDictionary<string, string> StoredAfterASampleAgain()
    {
        using var again = _run.Copy();
        foreach (var trial in Trials.Where(trial => _study.IsTrialRepeatable(trial.Trial)).DistinctBy(KindOf))
            again.Remove(trial);
        Assert.Empty(again.Execute(_study, _study.OptionsOf(Preset.Smoke)).Failures);
        return again.StoredTables();
    }

    /// <summary>
    /// The first trial with numbers of its own that a run with another seed measures; null if there is none. What does not depend on the
    /// seed is taken from here, and nothing is measured after that trial.
    /// </summary>
    public StoredTrial? FirstToDifferWith(long seed)
    {
        using var other = _run.Copy();
        var runner = new UntilItDiffers(Trials);
        try
        {
            Assert.Empty(other.Execute(_study, _study.OptionsOf(Preset.Smoke) with { Seed = seed }, runner).Failures);
        }
        catch (OperationCanceledException)
        {
            // It has been found.
        }

        return runner.Found;
    }

    public void Dispose() => _run.Dispose();

    // Trials of one kind write the same tables, and their labels differ in numbers only.
    private static string KindOf(StoredTrial trial) =>
        Number().Replace(string.Join(' ', trial.Tables.Select(table => table.Name).Append(trial.Trial.Label)), "n");

    [GeneratedRegex("[0-9]+([.][0-9]+)?")]
    private static partial Regex Number();

    private sealed class UntilItDiffers(IReadOnlyList<StoredTrial> known) : ITrialRunner
    {
        public StoredTrial? Found { get; private set; }

        public void Run(
            Study study,
            IReadOnlyList<Trial> trials,
            RunEnvironment environment,
            Action<TrialEvent> observe,
            CancellationToken cancellation)
        {
            foreach (var trial in trials)
            {
                new InProcessRunner().Run(study, [trial], environment, observe, cancellation);
                if (new TrialStore(environment.Store).Find(study.Id, trial.Key) is { } stored && stored.Tables.Any(HasNumbersOfItsOwn))
                {
                    Found = stored;
                    throw new OperationCanceledException();
                }
            }
        }

        // The seed itself is a column of many tables.
        private bool HasNumbersOfItsOwn(Table table) => table.Columns
            .Where(column => column.Type != ColumnType.Text && column.Name != "seed")
            .Any(column => known
                .SelectMany(trial => trial.Tables.Where(other => other.Name == table.Name))
                .All(other => !NumbersOf(other, column).SequenceEqual(NumbersOf(table, column))));

        private static IEnumerable<double> NumbersOf(Table table, Column column) => table.Rows.Select(row => row.Number(column.Name));
    }
}
