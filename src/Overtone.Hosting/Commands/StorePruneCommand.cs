using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Commands;

/// <summary><c>store prune</c>: deletes trials that no run names.</summary>
internal static class StorePruneCommand
{
    private static readonly Argument<string[]> Folders = CommonOptions.RunFolders();

    private static readonly Option<string> Study = new("--study") { Description = "Delete only trials of this study", HelpName = "study" };

    private static readonly Option<string> OlderThan = new("--older-than")
    {
        Description = "Keep trials that were stored, or used by a run, within this time: hours, days or weeks, for example 12h, 7d, "
            + "4w, or 0",
        HelpName = "time",
        DefaultValueFactory = _ => "1d",
    };

    private static readonly Flag DryRun = new("--dry-run") { Description = "Show what would be deleted, and delete nothing" };

    private static readonly Flag Yes = new("--yes", "-y") { Description = "Do not ask for confirmation; required if there is no terminal" };

    public static Command Create(Output output)
    {
        var command = new DocumentedCommand(
            "prune",
            "Delete trials from the store that no run uses.",
            "store prune --dry-run",
            "store prune runs --older-than 4w --yes")
        {
            Folders, Study, OlderThan, DryRun, Yes, CommonOptions.Store, Flag.Json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Prune(parsed, output, cancellation), CancellationToken.None));
        return command;
    }

    private static int Prune(ParseResult parsed, Output output, CancellationToken cancellation)
    {
        TimeSpan age = Age.Parse(OlderThan.Name, parsed.GetRequiredValue(OlderThan));
        bool isDry = DryRun.IsIn(parsed), json = Flag.Json.IsIn(parsed);
        if (!isDry && !Yes.IsIn(parsed) && !Question.CanBeAsked)
            throw new InvalidOptionException(Yes.Name, "no terminal to ask for "
                + "confirmation", "--yes, or --dry-run to see what would be deleted");
        var pruning = new StorePruning(DateTime.UtcNow - age);
        var store = TrialStore.AsItIs(CommonOptions.StoreOf(parsed));
        IReadOnlyList<StoreEntry> found = Find(parsed, store, pruning, out int runs);
        if (!json)
            Show(output, found, runs);
        if (isDry || found.Count == 0)
            return Finish(output, store, found, isDry, json);
        if (!Yes.IsIn(parsed))
        {
            if (!Question.IsConfirmed(output, $"Delete {Count(found)}, {SizeText.Of(found.Sum(e => e.Bytes))}?", cancellation))
            {
                output.Message("Nothing was deleted.");
                return ExitCode.Success;
            }

            // Runs may have come while the question stood.
            found = [.. found.Intersect(Find(parsed, store, pruning, out _))];
        }

        var deleted = new List<StoreEntry>();
        try
        {
            pruning.Delete(new TrialStore(store.Folder), found, deleted.Add, cancellation);
            return Finish(output, store, deleted, isDry, json);
        }
        catch (OperationCanceledException)
        {
            output.Message($"Stopped. {Freed(deleted)} The others were kept.");
            return ExitCode.Interrupted;
        }
    }

    private static IReadOnlyList<StoreEntry> Find(ParseResult parsed, TrialStore store, StorePruning pruning, out int count)
    {
        KnownRuns runs = StoreCommand.RunsOf(parsed, Folders);
        count = runs.Folders.Count;
        if (runs.Problems.Count > 0)
            throw new InvalidDataException($"{string.Join("\n", runs.Problems)}\n"
                + "Nothing was deleted, because the trials such a run uses are unknown; repair it or remove its folder");
        if (count == 0 && (parsed.GetValue(Folders) ?? []).Length == 0)
            throw new InvalidDataException("no runs in the current folder or below, so every trial would be deleted; give the "
                + "folders that contain runs");
        StoreEntry[] all = [.. StoreInventory.Studies(store).SelectMany(study => StoreInventory.Trials(store, study))];
        IReadOnlyList<StoreEntry> unnamed = pruning.Unnamed(all, runs.Trials);
        if (parsed.GetValue(Study) is not { } only)
            return unnamed;
        return all.Any(e => e.Trial.Study == only)
            ? [.. unnamed.Where(e => e.Trial.Study == only)]
            : throw new InvalidOptionException(
                Study.Name, $"'{only}'", $"a study of the store: {string.Join(", ", StoreInventory.Studies(store))}");
    }

    private static void Show(Output output, IReadOnlyList<StoreEntry> found, int runs)
    {
        if (found.Count > 0)
        {
            output.Table(
                ["study", "trials", "size"],
                found.GroupBy(e => e.Trial.Study, (study, own) => (study, own: own.ToArray()))
                    .Select(g => (IReadOnlyList<string>)[g.study, $"{g.own.Length:N0}", SizeText.Of(g.own.Sum(e => e.Bytes))]));
        }

        string which = $"{Count(found)}, {SizeText.Of(found.Sum(e => e.Bytes))}, used by no run and old enough to be deleted.";
        output.Line($"{runs:N0} {(runs == 1 ? "run" : "runs")} found; {which}");
    }

    private static int Finish(Output output, TrialStore store, IReadOnlyList<StoreEntry> trials, bool isDry, bool json)
    {
        if (json)
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Store = store.Folder,
                    Deleted = !isDry,
                    Trials = trials.Count,
                    Bytes = trials.Sum(e => e.Bytes),
                    Studies = trials.GroupBy(
                        e => e.Trial.Study, (study, own) => new { Study = study, Trials = own.Select(e => e.Trial.Key) }),
                },
                StudyJson.Indented));
        }
        else if (!isDry && trials.Count > 0)
        {
            output.Line(Freed(trials));
        }

        return ExitCode.Success;
    }

    private static string Freed(IReadOnlyList<StoreEntry> trials) =>
        $"{Count(trials)} deleted, {SizeText.Of(trials.Sum(e => e.Bytes))} freed.";

    private static string Count(IReadOnlyList<StoreEntry> trials) => $"{trials.Count:N0} {(trials.Count == 1 ? "trial" : "trials")}";
}
