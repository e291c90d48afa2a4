using System.CommandLine;
using System.Diagnostics;
using Overtone.Hosting.Terminal;
using Overtone.Reports;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary><c>overtone run STUDY</c>: runs a study and writes its report.</summary>
internal static class RunCommand
{
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "Folder of the run (default: runs/STUDY-TIME under the current folder)",
        HelpName = "folder",
    };

    private static readonly Option<string[]> FailIf = new(FailCondition.OptionName)
    {
        Description = $"Exit with code {ExitCode.ConditionHeld} if a number of the summary fulfils this, for example 'clean_accuracy<0.7' (operators <, <=, >, >=; quotes keep the shell away); may be repeated",
        HelpName = "condition",
    };

    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args)
    {
        var command = new DocumentedCommand("run", "Run a study: measure what is not in the store yet, judge the claims, write report, figures and tables.", "run fprinciple-images", "run fprinciple-1d --preset smoke --jobs 1", "run fprinciple-1d --help");
        foreach (Study study in studies)
            command.Subcommands.Add(CreateFor(study, output, args));
        command.SetAction(Missing);
        return command;

        int Missing(ParseResult parsed) => throw new InvalidOptionException("run", "no study", $"one of {string.Join(", ", studies.Select(s => s.Id))}");
    }

    private static Command CreateFor(Study study, Output output, string[] args)
    {
        var command = new DocumentedCommand(study.Id, study.Title, study.Examples) { Details = $"{study.Summary}\n\nSource: {study.Source}" };
        // Options are read from the record only for the study that is asked for: start-up stays short.
        if (!args.Contains(study.Id))
            return command;
        command.Options.Add(OptionBinder.Preset);
        var binder = new OptionBinder(study, command);
        Option[] common =
        [
            Out, CommonOptions.Jobs, CommonOptions.Threads, CommonOptions.Device, CommonOptions.DataRoot, CommonOptions.Store,
            CommonOptions.CheckpointSeconds, FailIf, CommonOptions.Json, CommonOptions.Quiet,
        ];
        foreach (Option option in common)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(study, binder, parsed, args, output, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(Study study, OptionBinder binder, ParseResult parsed, string[] args, Output output, CancellationToken cancellation)
    {
        StudyOptions options = binder.Bind(parsed);
        RunEnvironment environment = CommonOptions.RunEnvironmentOf(parsed);
        int jobs = CommonOptions.JobsOf(parsed);
        FailCondition[] conditions = [.. (parsed.GetValue(FailIf) ?? []).Select(FailCondition.Parse)];
        RunManifest manifest = ManifestFactory.Create(study, options, environment, jobs, args);
        using RunFolder folder = RunFolder.Open(parsed.GetValue(Out) ?? RunFolder.DefaultPath(study.Id, DateTime.Now), manifest);
        var watch = Stopwatch.StartNew();
        bool quiet = parsed.GetValue(CommonOptions.Quiet);
        if (!quiet)
            output.Message($"{study.Title} ({options.Preset.ToString().ToLowerInvariant()}), {jobs} {(jobs == 1 ? "job" : "jobs")}, {environment.Device}, store {environment.Store}");
        try
        {
            var run = new StudyRun(study, options, environment, new WorkerPool(WorkerArguments.Start, jobs, folder.LogError));
            RunOutcome outcome = Follow(output, quiet, observer => run.Execute(folder, manifest, observer, cancellation));
            return Finish(outcome, folder, conditions, output, parsed.GetValue(CommonOptions.Json), watch.Elapsed);
        }
        catch (OperationCanceledException)
        {
            output.Message("Stopped. Finished trials are kept; the same command goes on where this one stopped.");
            return ExitCode.Interrupted;
        }
    }

    private static RunOutcome Follow(Output output, bool quiet, Func<IRunObserver, RunOutcome> work) =>
        !quiet && output.Messages.Profile.Capabilities.Interactive && output.Messages.Profile.Out.IsTerminal
            ? LiveObserver.While(output, "planning", work)
            : work(new PlainObserver(output, quiet));

    private static int Finish(RunOutcome outcome, RunFolder folder, FailCondition[] conditions, Output output, bool json, TimeSpan elapsed)
    {
        string name = Path.GetRelativePath(Environment.CurrentDirectory, folder.FullPath);
        if (outcome.Findings is null)
        {
            output.Error($"{outcome.Failures.Count} of {outcome.Manifest.Trials.Count} trials failed; details are in {Path.Combine(name, "errors.log")}");
            return ExitCode.Failure;
        }

        RunReport.Write(folder.FullPath, outcome.Manifest, outcome.Findings, [.. outcome.Tables.All]);
        IReadOnlyList<string> held = FailCondition.Held(conditions, outcome.Findings.Estimates);
        if (json)
        {
            output.ResultWriter.WriteLine(File.ReadAllText(Path.Combine(folder.FullPath, "verdicts.json")));
        }
        else
        {
            FindingsText.Write(output, outcome.Findings);
            output.Line($"{Path.Combine(name, "report.html")}  ({RunProgress.Spell(elapsed)})");
        }

        foreach (string condition in held)
            output.Error(condition);
        return held.Count > 0 ? ExitCode.ConditionHeld : ExitCode.Success;
    }
}
