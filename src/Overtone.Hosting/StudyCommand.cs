using System.CommandLine;
using System.Diagnostics;
using Overtone.Hosting.Terminal;
using Overtone.Reports;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>
/// The command that runs one study and writes its report, with an option for each of the study's. Every study has one as <c>run STUDY</c>;
/// a study that people call by another name has a second, which may take some of its options in another form.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="args">The whole command line: the run's manifest keeps it.</param>
/// <param name="output">Where the command writes.</param>
internal sealed class StudyCommand(Study study, string[] args, Output output)
{
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "Folder of the run (default: runs/STUDY-TIME under the current folder)",
        HelpName = "folder",
    };

    private static readonly Option<string[]> FailIf = new(FailCondition.OptionName)
    {
        Description = $"Exit with code {ExitCode.ConditionHeld} if a number in the summary meets this condition, for example "
            + "'clean_accuracy<0.7' (operators <, <=, >, >=; in quotes because of the shell); may be repeated",
        HelpName = "condition",
    };

    private static readonly Flag DryRun = new("--dry-run")
    {
        Description = "Show what is in the store, what would be measured and how long it would take; write nothing",
    };

    private static readonly Option[] Common =
    [
        Out, CommonOptions.Jobs, CommonOptions.Threads, CommonOptions.Device, CommonOptions.DataRoot, CommonOptions.Store,
        CommonOptions.CheckpointSeconds, FailIf, DryRun, Flag.Json, Flag.Quiet,
    ];

    private static readonly string[] BasicOfAll =
        [OptionBinder.Preset.Name, Out.Name, CommonOptions.Jobs.Name, FailIf.Name, DryRun.Name, Flag.Json.Name, Flag.Help.Name];

    /// <summary>The command's name; the study's if not set.</summary>
    public string Name { get; init; } = study.Id;

    /// <summary>What it does, in one line; the study's title if not set.</summary>
    public string Summary { get; init; } = study.Title;

    /// <summary>Examples for its help; the study's if not set.</summary>
    public IReadOnlyList<string> Examples { get; init; } = study.Examples;

    /// <summary>
    /// Headings in their order, with what the command adds to them; the study's own options stand under the headings that it gives them.
    /// </summary>
    public IReadOnlyList<OptionGroup> Groups { get; init; } = [];

    /// <summary>Arguments and options beside the study's, for <see cref="StandIns"/> to read.</summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>
    /// Options of the study that are no options of the command, each with what its value is read from instead: text, or the value itself.
    /// </summary>
    public IReadOnlyDictionary<string, Func<ParseResult, object>> StandIns { get; init; } =
        new Dictionary<string, Func<ParseResult, object>>(StringComparer.Ordinal);

    /// <summary>What the command follows, running again whenever there is more; nothing if not set.</summary>
    public Func<ParseResult, IFollowed?> Followed { get; init; } = _ => null;

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new DocumentedCommand(Name, Summary, Examples)
        {
            Details = $"{study.Summary}\n\nSource: {study.Source}",
        };
        foreach (Symbol symbol in Symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }

        return command.WhenNamedIn(args, Complete);
    }

    private void Complete(DocumentedCommand command)
    {
        var binder = new OptionBinder(study, StandIns);
        foreach (Option option in (Option[])[OptionBinder.Preset, .. binder.Options, .. Common])
            command.Add(option);
        var running = new OptionGroup("Running", [OptionBinder.Preset.Name, .. Common.Select(o => o.Name)]);
        IEnumerable<OptionGroup> groups = Groups.Concat(binder.Groups)
            .GroupBy(group => group.Title, (title, same) => new OptionGroup(title, [.. same.SelectMany(group => group.Names).Distinct()]));
        command.Groups = [.. groups, new OptionGroup("Study", [.. binder.Options.Select(o => o.Name)]), running];
        string[] basic = [.. binder.Basic];
        if (basic.Length > 0)
        {
            IEnumerable<string> names = [.. BasicOfAll, .. basic, .. Symbols.Select(symbol => symbol.Name)];
            command.Basic = names.ToHashSet(StringComparer.Ordinal);
        }

        command.Request = parsed => Read(binder, parsed);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => Run(Read(binder, parsed), parsed, cancellation), CancellationToken.None));
    }

    private StudyRequest Read(OptionBinder binder, ParseResult parsed) => new(
        study,
        binder.Bind(parsed),
        CommonOptions.RunEnvironmentOf(parsed),
        CommonOptions.JobsOf(parsed),
        [.. (parsed.GetValue(FailIf) ?? []).Select(FailCondition.Parse)],
        Followed(parsed));

    private int Run(StudyRequest request, ParseResult parsed, CancellationToken cancellation)
    {
        (_, StudyOptions options, RunEnvironment environment, int jobs, IReadOnlyList<FailCondition> conditions, IFollowed? followed) =
            request;
        if (DryRun.IsIn(parsed))
            return Forecast(request, Flag.Quiet.IsIn(parsed), Flag.Json.IsIn(parsed), cancellation);
        RunManifest manifest = ManifestFactory.Create(study, options, environment, jobs, output.Program, args);
        using RunFolder folder = RunFolder.Open(parsed.GetValue(Out) ?? RunFolder.DefaultPath(study.Id, DateTime.Now), manifest);
        var watch = Stopwatch.StartNew();
        bool quiet = Flag.Quiet.IsIn(parsed);
        Tell(quiet, $"{study.Title} ({options.Preset.ToString().ToLowerInvariant()}), {jobs} {(jobs == 1 ? "job" : "jobs")}, "
            + $"{environment.Device}, store {environment.Store}");
        try
        {
            while (true)
            {
                followed?.Wait(text => Tell(quiet, text), cancellation);
                using var workers = new WorkerPool(WorkerArguments.Start, jobs, folder.LogError);
                var run = new StudyRun(study, options, environment, workers);
                RunOutcome outcome = Follow(
                    quiet, RunProgress.Of(environment.Store, jobs), observer => run.Execute(folder, manifest, observer, cancellation));
                if (outcome.Findings is null && followed is { HasMore: true })
                {
                    Tell(quiet, "A file was overwritten while it was being measured: measuring it again.");
                    continue;
                }

                int exitCode = Finish(outcome, folder, conditions, Flag.Json.IsIn(parsed), watch.Elapsed);
                if (followed is null || outcome.Findings is null)
                    return exitCode;
            }
        }
        catch (OperationCanceledException)
        {
            output.Message("Stopped. Finished trials are kept; run the same command again to continue.");
            return ExitCode.Interrupted;
        }
    }

    private int Forecast(StudyRequest request, bool quiet, bool json, CancellationToken cancellation)
    {
        using var workers = new WorkerPool(WorkerArguments.Start, request.Jobs, _ => { });
        RunForecast forecast = Follow(quiet, RunProgress.Of(request.Environment.Store, request.Jobs), observer =>
        {
            using var rehearsal = new Rehearsal(request.Study, request.Environment, workers, observer);
            return RunForecast.Of(request.Study, request.Options, request.Environment, request.Jobs, rehearsal, cancellation);
        });
        if (forecast.Failures.Count > 0)
            return ExitCode.Failure;
        if (json)
            output.ResultWriter.WriteLine(ForecastText.Json(request, forecast));
        else
            ForecastText.Write(output, request, forecast);
        return ExitCode.Success;
    }

    private void Tell(bool quiet, string text)
    {
        if (!quiet)
            output.Message(text);
    }

    private T Follow<T>(bool quiet, RunProgress progress, Func<IRunObserver, T> work) =>
        !quiet && output.Messages.Profile.Capabilities.Interactive && output.Messages.Profile.Out.IsTerminal
            ? LiveObserver.While(output, progress, "planning", work)
            : work(new PlainObserver(output, progress, quiet));

    private int Finish(RunOutcome outcome, RunFolder folder, IReadOnlyList<FailCondition> conditions, bool json, TimeSpan elapsed)
    {
        string name = Path.GetRelativePath(Environment.CurrentDirectory, folder.FullPath);
        if (outcome.Findings is null)
        {
            output.Error($"{outcome.Failures.Count} of {outcome.Manifest.Trials.Count} trials failed; details are in "
                + $"{Path.Combine(name, "errors.log")}");
            return ExitCode.Failure;
        }

        StudyFindings findings = RunReport.Write(folder.FullPath, outcome.Manifest, outcome.Findings, [.. outcome.Tables.All]);
        folder.Write(outcome.Manifest);
        IReadOnlyList<string> held = FailCondition.Held(conditions, outcome.Findings);
        if (json)
        {
            output.ResultWriter.WriteLine(File.ReadAllText(Path.Combine(folder.FullPath, "verdicts.json")));
        }
        else
        {
            FindingsText.Write(output, findings);
            output.Line($"{Path.Combine(name, "report.html")}  ({RunProgress.Format(elapsed)})");
        }

        foreach (string condition in held)
            output.Error(condition);
        return held.Count > 0 ? ExitCode.ConditionHeld : ExitCode.Success;
    }
}
