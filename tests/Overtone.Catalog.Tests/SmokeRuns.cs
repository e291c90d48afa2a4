[assembly: AssemblyFixture(typeof(Overtone.Catalog.Tests.SmokeRuns))]

namespace Overtone.Catalog.Tests;

/// <summary>The smoke preset of every study, run once for all tests that look at it.</summary>
public sealed class SmokeRuns : IDisposable
{
    private readonly Dictionary<string, SmokeRun> _runs = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var run in _runs.Values)
            run.Dispose();
    }

    internal SmokeRun Of(string study)
    {
        if (!_runs.TryGetValue(study, out var run))
            _runs.Add(study, run = new SmokeRun(StudyCatalog.All.Single(s => s.Id == study)));
        return run;
    }
}
