using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary><c>store</c>: what the trial store holds, study by study.</summary>
internal static class StoreCommand
{
    private const string Summary = "Show what the trial store holds for each study, and how much of it is used by runs.";

    public static Command Create(Output output, string[] args) =>
        new DocumentedCommand("store", Summary, "store", "store --json", "store prune --dry-run")
        {
            Details = "A run's folder lists its trials, and the store keeps them for all runs. The given folders and their "
                + "subfolders are searched for runs, by default the current folder and 'runs'.",
        }.WhenNamedIn(args, command =>
        {
            command.Add(Options.Folders);
            command.Add(CommonOptions.Store);
            command.Add(Flag.Json);
            command.Add(StorePruneCommand.Create(output));
            command.SetAction(parsed => Show(parsed, output));
        });

    /// <summary>The runs that a command line names, or that lie where runs lie by default.</summary>
    public static KnownRuns RunsOf(ParseResult parsed, Argument<string[]> folders)
    {
        string[] named = parsed.GetValue(folders) ?? [];
        // The second may be a link, which a search from the first does not follow.
        return KnownRuns.In(named.Length > 0 ? named : [".", .. Directory.Exists("runs") ? (string[])["runs"] : []]);
    }

    private static void Show(ParseResult parsed, Output output)
    {
        var store = TrialStore.AsItIs(CommonOptions.StoreOf(parsed));
        KnownRuns runs = RunsOf(parsed, Options.Folders);
        HeldStudy[] studies = [.. StoreInventory.Studies(store).Select(study => HeldStudy.Of(store, study, runs)).Where(s => s.Trials > 0)];
        var total = HeldStudy.Total(studies);
        long checkpoints = StoreInventory.SizeOf(store.CheckpointsPath), setAside = StoreInventory.SizeOf(store.CorruptPath);
        if (Flag.Json.IsIn(parsed))
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Store = store.Folder,
                    Runs = runs.Folders.Count,
                    UnreadableRuns = runs.Problems,
                    Studies = studies,
                    Total = new { total.Trials, total.Bytes, total.Oldest, total.Newest, total.Named },
                    CheckpointBytes = checkpoints,
                    SetAsideBytes = setAside,
                },
                StudyJson.Indented));
            return;
        }

        foreach (string problem in runs.Problems)
            output.Message($"warning: {problem}", "yellow");
        if (studies.Length == 0)
        {
            output.Line($"{store.Folder}: no trials.");
            return;
        }

        output.Table(
            ["study", "trials", "size", "oldest (UTC)", "newest (UTC)", "used by runs"],
            [.. studies.Select(study => study.ToRow()), total.ToRow()]);
        output.Line($"{store.Folder}; {runs.Folders.Count} {(runs.Folders.Count == 1 ? "run" : "runs")} found."
            + $"{Beside("checkpoints of unfinished trials", checkpoints)}{Beside("damaged trials, set aside", setAside)}");
        if (total.Named < total.Trials)
            output.Line($"'{output.Program} store prune' deletes trials that no run uses.");
    }

    private static string Beside(string what, long bytes) => bytes > 0 ? $" Besides the trials: {what}, {SizeText.Of(bytes)}." : "";

    /// <summary>What the store holds of one study; times are UTC.</summary>
    private sealed record HeldStudy(string Study, int Trials, long Bytes, DateTime? Oldest, DateTime? Newest, int Named)
    {
        public static HeldStudy Of(TrialStore store, string study, KnownRuns runs)
        {
            StoreEntry[] trials = [.. StoreInventory.Trials(store, study)];
            return new HeldStudy(
                study,
                trials.Length,
                trials.Sum(t => t.Bytes),
                trials.Select(t => (DateTime?)t.Measured).Min(),
                trials.Select(t => (DateTime?)t.Measured).Max(),
                trials.Count(t => runs.Trials.Contains(t.Trial)));
        }

        public static HeldStudy Total(IReadOnlyList<HeldStudy> studies) => new(
            "total",
            studies.Sum(s => s.Trials),
            studies.Sum(s => s.Bytes),
            studies.Select(s => s.Oldest).Min(),
            studies.Select(s => s.Newest).Max(),
            studies.Sum(s => s.Named));

        public IReadOnlyList<string> ToRow() =>
            [Study, $"{Trials:N0}", SizeText.Of(Bytes), Day(Oldest), Day(Newest), $"{100.0 * Named / Math.Max(Trials, 1):0} %"];

        private static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
    }

    // Apart from the command, which lists are made of: they are made only when it is called.
    private static class Options
    {
        public static readonly Argument<string[]> Folders = CommonOptions.RunFolders();
    }
}
