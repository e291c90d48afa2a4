using System.Diagnostics;
using Overtone.Hosting;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Bench.Measuring;

/// <summary>A run of a study whose trials are all measured by one <see cref="WatchedWorker"/>.</summary>
internal static class WatchedRun
{
    /// <summary>
    /// Runs it in a store of its own and returns the readings of each worker, one a round of planning: before its first trial and after
    /// each.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="period">Of so many trials that follow each other in the plan, each is of the same kind: kinds take turns.</param>
    /// <exception cref="InvalidOperationException">A trial failed.</exception>
    public static IReadOnlyList<IReadOnlyList<MemoryReading>> Execute(Study study, StudyOptions options, int period)
    {
        var rounds = new List<List<MemoryReading>>();
        void Keep(string line)
        {
            if (MemoryReading.Parse(line) is { } reading)
                rounds[^1].Add(reading);
        }

        // Each round of planning has a worker of its own.
        ProcessStartInfo Start()
        {
            rounds.Add([]);
            return WorkerArguments.Start();
        }

        DirectoryInfo scratch = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            var environment = new RunEnvironment
            {
                Store = Path.Combine(scratch.FullName, "store"),
                DataRoots = CommonOptions.DefaultDataRoots,
            };
            RunManifest manifest = ManifestFactory.Create(study, options, environment, jobs: 1, "overtone", ["bench"]);
            using RunFolder folder = RunFolder.Open(Path.Combine(scratch.FullName, "run"), manifest);
            var runner = new TurnTaking(new WorkerPool(Start, jobs: 1, Keep), period);
            RunOutcome outcome = new StudyRun(study, options, environment, runner).Execute(
                folder, manifest, new Silence(), CancellationToken.None);
            if (outcome.Failures.Count > 0)
                throw new InvalidOperationException($"{outcome.Failures.Count} trials of {study.Id} failed: {outcome.Failures[0].Text}");
            return rounds;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    // A plan lists all trials of a kind together; then growth from trial to trial could be the next kind's greater need.
    private sealed class TurnTaking(ITrialRunner runner, int period) : ITrialRunner
    {
        public void Run(
            Study study,
            IReadOnlyList<Trial> trials,
            RunEnvironment environment,
            Action<TrialEvent> observe,
            CancellationToken cancellation) =>
            runner.Run(
                study,
                [.. trials.Select((trial, index) => (trial, index)).OrderBy(t => t.index % period).Select(t => t.trial)],
                environment,
                observe,
                cancellation);
    }

    private sealed class Silence : IRunObserver
    {
        public void Planned(IReadOnlyList<Trial> trials)
        {
        }

        public void Observed(TrialEvent e)
        {
        }

        public void Warned(string text)
        {
        }
    }
}
