using Overtone.Studies;
using Overtone.Studies.Runs;
using TorchSharp;

namespace Overtone.Catalog.Tests;

/// <summary>The smoke preset of every study, run once for all tests that look at it.</summary>
public sealed class SmokeRuns
{
    private readonly Dictionary<string, SmokeRun> _runs = new(StringComparer.Ordinal);

    internal SmokeRun Of(string study)
    {
        if (!_runs.TryGetValue(study, out var run))
        {
            _runs.Add(study, run = SmokeRun.Execute(StudyCatalog.All.Single(s => s.Id == study)));
        }

        return run;
    }
}

/// <summary>What is known of one run.</summary>
/// <param name="Outcome">Its tables and findings.</param>
/// <param name="Stored">The stored tables.</param>
/// <param name="TensorsLeft">How many more tensors live after it than before.</param>
internal sealed record SmokeRun(RunOutcome Outcome, SortedDictionary<string, string> Stored, long TensorsLeft)
{
    internal static SmokeRun Execute(Study study)
    {
        using var run = new TestRun();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var outcome = run.Execute(study, study.OptionsOf(Preset.Smoke));
        var left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        return new SmokeRun(outcome, run.StoredTables(), left);
    }
}
