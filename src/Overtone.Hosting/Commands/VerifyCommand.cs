using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Independent;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary>
/// <c>verify RUN</c>: measures a sample of a run's trials again and compares the numbers; <c>verify --independent</c>: compares what
/// studies rest on with Python.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Argument<string?> Run = new("run")
    {
        Description = "The run's folder; with --independent, a study (default: all)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args) =>
        new DocumentedCommand("verify", "Measure a sample of a run's trials again, in an empty store, and compare every number; or compare "
            + "what studies compute with NumPy and SciPy. Exit code 1 when a number differs too much.", "verify runs/example",
            "verify runs/example --sample 1 --tolerance 0", "verify --independent", "verify --independent ball-average")
        {
            Run,
        }.WhenNamedIn(args, command =>
        {
            Option[] options =
            [
                Options.Independent, Options.Python, Options.Sample, Options.Tolerance, CommonOptions.Jobs, CommonOptions.Store,
                CommonOptions.DataRoot, Flag.Json, Flag.Quiet,
            ];
            foreach (Option option in options)
                command.Add(option);
            command.SetAction(
                (parsed, cancellation) => Task.Run(() => Verify(studies, parsed, output, cancellation), CancellationToken.None));
        });

    private static int Verify(IReadOnlyList<Study> studies, ParseResult parsed, Output output, CancellationToken cancellation)
    {
        string? asked = parsed.GetValue(Run);
        if (Options.Independent.IsIn(parsed))
        {
            return new IndependentVerification(studies, output).Run(
                asked, parsed.GetValue(Options.Python), Flag.Json.IsIn(parsed), Flag.Quiet.IsIn(parsed), cancellation);
        }

        return Repeat(
            LoadedRun.From(
                asked ?? throw new InvalidOptionException("run", "none", "a run's folder, or --independent"), CommonOptions.StoreOf(parsed),
                studies),
            parsed, output, cancellation);
    }

    private static int Repeat(LoadedRun run, ParseResult parsed, Output output, CancellationToken cancellation)
    {
        StoredTrial[] sample =
            [.. Spread([.. run.Trials.Where(t => run.Study.IsTrialRepeatable(t.Trial))], parsed.GetValue(Options.Sample))];
        string store = Directory.CreateTempSubdirectory("overtone-verify-").FullName;
        try
        {
            LinkOthers(run, sample, store);
            // Trials that leave artefacts come first and one by one: others may read them.
            foreach (StoredTrial trial in sample.Where(t => t.HasArtefacts))
                Measure(run, [trial], store, parsed, output, cancellation);
            Measure(run, [.. sample.Where(t => !t.HasArtefacts)], store, parsed, output, cancellation);
            var results = new TrialStore(store);
            TrialComparison[] comparisons =
            [
                .. sample.Select(old =>
                    TrialComparison.Between(
                        old, results.Find(old.Trial.Study, old.Trial.Key)
                            ?? throw new IOException($"{old.Trial.Label}: measuring it again failed"))),
            ];
            return Show(comparisons, parsed.GetValue(Options.Tolerance), output, Flag.Json.IsIn(parsed));
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    // A trial may read the artefacts of others, which are not measured again.
    private static void LinkOthers(LoadedRun run, StoredTrial[] sample, string store)
    {
        foreach (StoredTrial other in run.Trials.Where(t => t.HasArtefacts).ExceptBy(sample.Select(t => t.Trial.Key), t => t.Trial.Key))
        {
            string folder = Path.Combine(store, "trials", other.Trial.Study);
            Directory.CreateDirectory(folder);
            Directory.CreateSymbolicLink(Path.Combine(folder, other.Trial.Key), other.Folder);
        }
    }

    private static void Measure(
        LoadedRun run, StoredTrial[] sample, string store, ParseResult parsed, Output output, CancellationToken cancellation)
    {
        if (sample.Length == 0)
            return;
        int jobs = CommonOptions.JobsOf(parsed);
        var observer = new PlainObserver(output, RunProgress.Of(CommonOptions.StoreOf(parsed), jobs), Flag.Quiet.IsIn(parsed));
        Trial[] trials = [.. sample.Select(t => t.Trial)];
        observer.Planned(trials);
        TrialResources resources = trials[0].Resources;
        var environment = new RunEnvironment
        {
            Store = store,
            DataRoots = CommonOptions.DataRoots(parsed),
            Device = resources.Device,
            Threads = resources.Threads,
        };
        using var workers = new WorkerPool(WorkerArguments.Start, jobs, _ => { });
        workers.Run(run.Study, trials, environment, observer.Observed, cancellation);
    }

    private static int Show(TrialComparison[] comparisons, double tolerance, Output output, bool json)
    {
        bool same = comparisons.All(c => c.LargestDifference <= tolerance);
        if (json)
        {
            output.ResultWriter.WriteLine(
                JsonSerializer.Serialize(
                    new { Same = same, Tolerance = tolerance, Trials = comparisons }, StudyJson.Indented));
        }
        else
        {
            output.Table(["trial", "numbers", "largest difference", ""], comparisons.Select(c => (IReadOnlyList<Cell>)
            [
                new(c.Label),
                new($"{c.Numbers:N0}"),
                new(c.LargestDifference == 0 ? "none" : $"{c.LargestDifference:G3} in {c.Where}"),
                c.LargestDifference <= tolerance ? new("same", "green") : new("differs", "red"),
            ]));
        }

        return same ? ExitCode.Success : ExitCode.Failure;
    }

    // Evenly over the plan, first and last included: different experiments stand at different places.
    private static IEnumerable<StoredTrial> Spread(IReadOnlyList<StoredTrial> trials, int count)
    {
        count = Math.Clamp(count, 1, trials.Count);
        return Enumerable.Range(0, count).Select(n => trials[count == 1 ? 0 : n * (trials.Count - 1) / (count - 1)]).Distinct();
    }

    // Apart from the command, which lists are made of: they are made only when it is called.
    private static class Options
    {
        public static readonly Flag Independent = new("--independent")
        {
            Description = "Compare what studies compute with NumPy and SciPy; skipped, with the reason, where Python lacks them",
        };

        public static readonly Option<string> Python = new("--python")
        {
            Description = "The Python to compare with (default: python3, or /usr/bin/python3 where that one lacks NumPy or SciPy)",
            HelpName = "program",
        };

        public static readonly Option<int> Sample = new("--sample")
        {
            Description = "How many trials to measure again",
            HelpName = "number",
            DefaultValueFactory = _ => 2,
        };

        public static readonly Option<double> Tolerance = new("--tolerance")
        {
            Description = "Largest difference allowed, relative to the larger of 1 and the number itself; the same machine gives 0",
            HelpName = "number",
            DefaultValueFactory = _ => 1e-4,
        };
    }
}
