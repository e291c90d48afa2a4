using System.CommandLine;
using System.Diagnostics;
using Overtone.Hosting.Stability;
using Overtone.Hosting.Terminal;
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

    private Option[] Common =>
    [
        Product?.Out ?? CommonOptions.Out, CommonOptions.Jobs, CommonOptions.Threads, CommonOptions.Device, CommonOptions.DataRoot,
        CommonOptions.Store,
        CommonOptions.CheckpointSeconds, FailIf, DryRun, Flag.Json, Flag.Quiet,
    ];

    private static readonly string[] BasicOfAll =
    [
        OptionBinder.Preset.Name, CommonOptions.Out.Name, CommonOptions.Jobs.Name, FailIf.Name, DryRun.Name, Flag.Json.Name,
        Flag.Help.Name,
    ];

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

    /// <summary>What the command makes besides its report; nothing if not set.</summary>
    public StudyProduct? Product { get; init; }

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
        // What is asked of a model or a training of one's own is no experiment to repeat.
        Option[] common = study.RepeatsExperiment ? [.. Common, SeedSets.Option] : Common;
        foreach (Option option in (Option[])[OptionBinder.Preset, .. binder.Options, .. common])
            command.Add(option);
        var running = new OptionGroup("Running", [OptionBinder.Preset.Name, .. common.Select(o => o.Name)]);
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

    private StudyRequest Read(OptionBinder binder, ParseResult parsed)
    {
        StudyOptions options = binder.Bind(parsed);
        FailCondition[] conditions = [.. (parsed.GetValue(FailIf) ?? []).Select(FailCondition.Parse)];
        _ = Product?.PathIn(parsed);
        int sets = SeedSets.CountIn(parsed, options);
        if (sets > 1 && conditions.Length > 0)
            throw new InvalidOptionException(SeedSets.Option.Name, $"{FailIf.Name} as well", "one of the two");
        return new StudyRequest(
            study, options, CommonOptions.RunEnvironmentOf(parsed), CommonOptions.JobsOf(parsed), conditions, Followed(parsed), sets);
    }

    private int Run(StudyRequest request, ParseResult parsed, CancellationToken cancellation)
    {
        bool json = Flag.Json.IsIn(parsed);
        var progress = new ProgressOutput(output, Flag.Quiet.IsIn(parsed));
        if (DryRun.IsIn(parsed))
            return Forecast(request, progress, json, cancellation);
        string folder = (Product is null ? parsed.GetValue(CommonOptions.Out) : null) ?? RunFolder.DefaultPath(Name, DateTime.Now);
        if (request.Sets > 1)
        {
            progress.Tell(Headline(request));
            return new StabilityRun(request, folder, args, output, progress).Execute(json, cancellation);
        }

        using var run = new OpenRun(request, folder, args, output, progress);
        progress.Tell(Headline(request));
        return Run(request, parsed, run, progress, json, cancellation);
    }

    private int Run(
        StudyRequest request, ParseResult parsed, OpenRun run, ProgressOutput progress, bool json, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            while (true)
            {
                request.Followed?.Wait(progress.Tell, cancellation);
                RunOutcome outcome = run.Measure(cancellation);
                if (outcome.Findings is null && request.Followed is { HasMore: true })
                {
                    progress.Tell("A file was overwritten while it was being measured: measuring it again.");
                    continue;
                }

                StudyFindings? findings = run.Report(outcome);
                int exitCode = findings is null ? ExitCode.Failure : Show(request, run, outcome, findings, json, watch.Elapsed);
                if (findings is not null && Product is not null)
                {
                    IReadOnlyList<string> files = Product.Write(request, outcome, Product.PathIn(parsed));
                    progress.Tell($"Written: {string.Join(", ", files)}.");
                }

                if (request.Followed is null || findings is null)
                    return exitCode;
            }
        }
        catch (OperationCanceledException)
        {
            string report = run.HasFirstLook ? $" What was found so far is in {run.NameOf("report.html")}." : "";
            output.Message($"Stopped. Finished trials are kept; run the same command again to continue.{report}");
            return ExitCode.Interrupted;
        }
    }

    private static string Headline(StudyRequest request) =>
        $"{request.Study.Title} ({StudyJson.NameOf(request.Options.Preset)}), {request.Jobs} {(request.Jobs == 1 ? "job" : "jobs")}, "
            + $"{request.Environment.Device}, store {request.Environment.Store}";

    private int Forecast(StudyRequest request, ProgressOutput progress, bool json, CancellationToken cancellation)
    {
        using var workers = new WorkerPool(WorkerArguments.Start, request.Jobs, _ => { });
        IReadOnlyList<StudyOptions> sets = SeedSets.Of(request.Options, request.Sets);
        RunForecast forecast = progress.Follow(RunProgress.Of(request.Environment.Store, request.Jobs), observer =>
        {
            using var rehearsal = new Rehearsal(request.Study, request.Environment, workers, observer);
            return RunForecast.Of(request.Study, sets, request.Environment, request.Jobs, rehearsal, cancellation);
        });
        if (forecast.Failures.Count > 0)
            return ExitCode.Failure;
        if (json)
            output.ResultWriter.WriteLine(ForecastText.Json(request, forecast));
        else
            ForecastText.Write(output, request, forecast);
        return ExitCode.Success;
    }

    private int Show(StudyRequest request, OpenRun run, RunOutcome outcome, StudyFindings findings, bool json, TimeSpan elapsed)
    {
        IReadOnlyList<string> held = FailCondition.Held(request.Conditions, outcome.Findings!);
        if (json)
        {
            output.ResultWriter.WriteLine(run.Verdicts);
        }
        else
        {
            FindingsText.Write(output, findings);
            output.Line($"{run.NameOf("report.html")}  ({RunProgress.Format(elapsed)})");
        }

        foreach (string condition in held)
            output.Error(condition);
        return held.Count > 0 ? ExitCode.ConditionHeld : ExitCode.Success;
    }
}
