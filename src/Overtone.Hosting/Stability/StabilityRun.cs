using System.Diagnostics;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Stability;

/// <summary>Repeats a study with several sets of seeds, each an ordinary run in a folder of its own, and counts the verdicts.</summary>
/// <param name="request">What is run, and with how many sets.</param>
/// <param name="folder">The folder of all sets.</param>
/// <param name="args">The whole command line.</param>
/// <param name="output">Where the command writes.</param>
/// <param name="progress">Where progress goes.</param>
internal sealed class StabilityRun(
    StudyRequest request, string folder, string[] args, Output output, ProgressOutput progress)
{
    private readonly IReadOnlyList<StudyOptions> _sets = SeedSets.Of(request.Options, request.Sets);
    private readonly List<SetVerdicts> _found = [];

    /// <summary>Runs all sets; those that are finished in the folder cost no more than reading their trials.</summary>
    /// <param name="json">Whether the result is printed as JSON.</param>
    /// <param name="cancellation">Stops it; finished sets and trials are kept.</param>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public int Execute(bool json, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        StabilityFolder.RefuseOthers(folder, request.Options.Seed);
        try
        {
            foreach (StudyOptions options in _sets)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!Finish(options, cancellation))
                    return ExitCode.Failure;
            }
        }
        catch (OperationCanceledException)
        {
            output.Message($"Stopped after {_found.Count} of {_sets.Count} sets. Finished trials are kept; run the same command again with "
                + $"{CommonOptions.Out.Name} {folder} to continue.");
            return ExitCode.Interrupted;
        }

        Show(json, watch.Elapsed);
        return ExitCode.Success;
    }

    private bool Finish(StudyOptions options, CancellationToken cancellation)
    {
        string path = StabilityFolder.RunOf(folder, options);
        progress.Tell($"Set {_found.Count + 1} of {_sets.Count}, seeds from {options.Seed}: {path}");
        string[] own = SetArguments.Of(args, options.Seed, path);
        using var run = new OpenRun(request with { Options = options, Sets = 1 }, path, own, output, progress);
        StudyFindings? findings = run.Report(run.Measure(cancellation));
        if (findings is not null)
            _found.Add(SetVerdicts.Read(run.Verdicts));
        return findings is not null;
    }

    private void Show(bool json, TimeSpan elapsed)
    {
        var stability = StudyStability.Of(request.Study, _sets, _found);
        string file = Path.Combine(folder, StabilityFolder.FileName), text = stability.ToJson();
        AtomicFile.WriteText(file, text + "\n");
        if (json)
        {
            output.ResultWriter.WriteLine(text);
            return;
        }

        foreach (string warning in _found.SelectMany(set => set.Warnings).Distinct())
            output.Line($"Warning: {warning}", "yellow");
        StabilityTable.Write(output, stability);
        output.Line($"{file}  ({RunProgress.Format(elapsed)})");
    }
}
