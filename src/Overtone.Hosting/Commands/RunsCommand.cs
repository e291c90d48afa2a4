using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary><c>overtone runs</c>: the runs in a folder.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "The folder that holds run folders", DefaultValueFactory = _ => "runs" };

    public static Command Create(Output output, string[] args) =>
        new DocumentedCommand("runs", "List the runs in a folder, newest first.", "runs", "runs --json") { Folder }.WhenNamedIn(args, command =>
        {
            command.Add(Flag.Json);
            command.SetAction(parsed => List(parsed.GetRequiredValue(Folder), output, Flag.Json.IsIn(parsed)));
        });

    private static int List(string folder, Output output, bool json)
    {
        (string Path, RunManifest Manifest)[] runs = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder)
                .Where(run => File.Exists(Path.Combine(run, "run.json")))
                .Select(run => (run, RunFolder.ReadManifest(run)))
                .OrderByDescending(r => r.Item2.Started)]
            : [];
        if (json)
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                runs.Select(r => new { Folder = r.Path, r.Manifest.Study, r.Manifest.Command, r.Manifest.Started, r.Manifest.Finished, Trials = r.Manifest.Trials.Count }),
                StudyJson.Indented));
            return ExitCode.Success;
        }

        if (runs.Length == 0)
        {
            output.Line($"No runs in {folder}. 'overtone run STUDY' makes one; 'overtone studies' lists the studies.");
            return ExitCode.Success;
        }

        output.Table(["run", "study", "started (UTC)", "took", "trials", "command"], runs.Select(r => (IReadOnlyList<string>)
        [
            r.Path,
            r.Manifest.Study,
            r.Manifest.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm"),
            r.Manifest.Finished is { } end ? RunProgress.Spell(end - r.Manifest.Started) : "unfinished",
            $"{r.Manifest.Trials.Count}",
            r.Manifest.Command,
        ]));
        return ExitCode.Success;
    }
}
