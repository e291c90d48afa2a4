using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Stability;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary><c>runs</c>: the runs in a folder.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "The folder that holds run folders",
        DefaultValueFactory = _ => "runs",
    };

    public static Command Create(Output output, string[] args) =>
        new DocumentedCommand("runs", "List the runs in a folder, newest first.", "runs", "runs --json")
        {
            Folder,
        }.WhenNamedIn(args, command =>
        {
            command.Add(Flag.Json);
            command.SetAction(parsed => List(parsed.GetRequiredValue(Folder), output, Flag.Json.IsIn(parsed)));
        });

    private static int List(string folder, Output output, bool json)
    {
        ListedRun[] runs = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder)
                .SelectMany(run => IsRun(run) ? [run] : StabilityFolder.RunsIn(run).Where(IsRun))
                .Select(ListedRun.Of)
                .OrderByDescending(run => run.Manifest?.Started)]
            : [];
        if (json)
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(runs.Select(run => run.ToJson()), StudyJson.Indented));
            return ExitCode.Success;
        }

        if (runs.Length == 0)
        {
            output.Line($"No runs in {folder}. '{output.Program} run STUDY' makes one; '{output.Program} studies' lists the studies.");
            return ExitCode.Success;
        }

        output.Table(["run", "study", "started (UTC)", "took", "trials", "command"], runs.Select(run => run.ToRow()));
        return ExitCode.Success;
    }

    private static bool IsRun(string folder) => File.Exists(Path.Combine(folder, "run.json"));

    /// <summary>One run of the list; where its manifest cannot be read, the reason stands in its place.</summary>
    private sealed record ListedRun(string Path, RunManifest? Manifest, string? Problem)
    {
        public static ListedRun Of(string path)
        {
            try
            {
                return new ListedRun(path, RunFolder.ReadManifest(path), null);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                return new ListedRun(path, null, e.Message);
            }
        }

        public object ToJson() => Manifest is { } run
            ? new { Folder = Path, run.Study, run.Command, run.Started, run.Finished, Trials = run.Trials.Count }
            : new { Folder = Path, Problem };

        public IReadOnlyList<string> ToRow() => Manifest is { } run
            ?
            [
                Path,
                run.Study,
                run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm"),
                run.Finished is { } end ? RunProgress.Format(end - run.Started) : "unfinished",
                $"{run.Trials.Count}",
                run.Command,
            ]
            : [Path, "", "", "", "", $"cannot be read: {Problem}"];
    }
}
