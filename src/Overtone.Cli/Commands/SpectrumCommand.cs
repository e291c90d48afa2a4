using System.CommandLine;
using System.CommandLine.Parsing;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;
using Overtone.Studies;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone spectrum FOLDER</c>: the study of that name, as people call it whose training saved its predictions.</summary>
internal static class SpectrumCommand
{
    private static readonly Argument<string?> Training = new("folder")
    {
        Description = "Folder with x.npy, y.npy and predictions named by their step (0000.npy, 0010.npy, ...) or in predictions.npy "
            + "(with steps.npy); or an .npz file with the same arrays",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { RefuseOption },
    };

    private static readonly Flag Demonstration = new("--demo")
    {
        Description = "Train a small network on the built-in digits instead, and show what it learned and when"
    };

    private static readonly Flag Watch = new("--watch")
    {
        Description = "Watch the folder while the training runs, and rewrite the report after each new prediction file; Ctrl-C stops "
        + "it"
    };

    public static Command Create(string[] args, Output output) => new StudyCommand(StudyCatalog.Spectrum, args, output)
    {
        Summary = "Show which frequencies your network learned during training, from the predictions it saved.",
        Examples =
        [
            "spectrum --demo",
            "spectrum predictions",
            "spectrum predictions --methods projection --threshold 0.1",
            "spectrum predictions --softmax --output 3 --json",
            "spectrum predictions --watch",
        ],
        Symbols = [Training, Demonstration, Watch],
        StandIns = new Dictionary<string, Func<ParseResult, object>>(StringComparer.Ordinal)
        {
            ["--training"] = Read,
            ["--skip-unfinished"] = parsed => Watch.IsIn(parsed),
        },
        Groups =
        [
            new("Training", Demonstration.Name, "--epochs", Watch.Name, "--softmax", "--output"),
            new(
                "Along directions", "--methods", "--directions", "--frequencies", "--grid-size", "--highest-frequency", "--unit",
                "--watched", "--threshold"),
            new("In the whole input space", "--variances", "--filter-samples", "--seed"),
        ],
        Followed = Follow,
    }.Create();

    // The parser takes an option it does not know for the folder.
    private static void RefuseOption(ArgumentResult folder)
    {
        if (folder.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            folder.AddError($"'{option.Value}' is not an option of spectrum; give the folder without one: 'overtone spectrum FOLDER'");
    }

    private static string Read(ParseResult parsed)
    {
        string? folder = parsed.GetValue(Training);
        if (Demonstration.IsIn(parsed))
            return folder is null
                ? StudyCatalog.DemonstrationTraining
                : throw new InvalidOptionException(Demonstration.Name, $"the folder '{folder}' as well", "one of the two");
        if (folder is null)
            throw new InvalidOptionException("spectrum", "no folder", "'overtone spectrum FOLDER', or 'overtone spectrum --demo' for the "
                + "built-in demonstration");
        // A folder may well be named like the demonstration.
        return folder == StudyCatalog.DemonstrationTraining ? Path.Combine(".", folder) : folder;
    }

    private static IFollowed? Follow(ParseResult parsed)
    {
        if (!Watch.IsIn(parsed))
            return null;
        if (Demonstration.IsIn(parsed) || Flag.Json.IsIn(parsed))
            throw new InvalidOptionException(
                Watch.Name, $"{(Flag.Json.IsIn(parsed) ? Flag.Json.Name : Demonstration.Name)} as well", "one of the two");
        return new SnapshotWatch(Read(parsed), TimeProvider.System);
    }
}
