using System.CommandLine;
using System.Text.Json;
using Overtone.Data;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone data</c>: lists, checks and downloads data sets.</summary>
internal static class DataCommand
{
    private static readonly Argument<string> Name = new("name")
    {
        Description = $"The data set: {string.Join(", ", DataVerification.Names)}",
    };
    private static readonly Option<string?> From = new("--from")
    {
        Description = "A folder with the same files: a path, or an address on another server that begins with http:// or https://",
        HelpName = "folder",
    };
    private static readonly Option<string?> To = new("--to")
    {
        Description = "The data root to put it into (default: the store's folder "
        + "'data')",
        HelpName = "folder"
    };

    public static Command Create(string[] args, Output output) =>
        new DocumentedCommand("data", "List, check and download data sets.", "data list", "data verify mnist").WhenNamedIn(args, command =>
        {
            command.Add(List(output));
            command.Add(Verify(output));
            command.Add(Get(output));
        });

    /// <summary>One line on a data set.</summary>
    public static string Describe(DataListing set) =>
        $"{set.TrainCount:N0} training{(set.TestCount is { } test ? $" and {test:N0} test" : "")} images, {set.Shape}, "
        + $"{set.ClassNames.Count} classes, {set.Path ?? "built in"}";

    private static Command List(Output output)
    {
        var command = new DocumentedCommand("list", "List the data sets found.", "data list", "data list --json")
        {
            CommonOptions.DataRoot, CommonOptions.Store, Flag.Json,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DataListing> sets = DataSource.Available(CommonOptions.DataRoots(parsed));
            if (Flag.Json.IsIn(parsed))
            {
                output.ResultWriter.WriteLine(JsonSerializer.Serialize(sets, Studies.StudyJson.Indented));
                return;
            }

            output.Table(["data set", "content"], sets.Select(set => (IReadOnlyList<string>)[set.Name, Describe(set)]));
            string[] missing = [.. DataDownload.Names.Except(sets.Select(s => s.Name))];
            if (missing.Length > 0)
                output.Line($"Not found: {string.Join(", ", missing)}. 'overtone data get NAME' downloads one; --data-root or "
                    + "OVERTONE_DATA adds more folders.");
        });
        return command;
    }

    private static Command Verify(Output output)
    {
        var command = new DocumentedCommand(
            "verify",
            "Check a data set's content against its published checksums and counts.",
            "data verify mnist",
            "data verify mnist --json")
        {
            Name, CommonOptions.DataRoot, CommonOptions.Store, Flag.Json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Verify(parsed, output, cancellation), CancellationToken.None));
        return command;
    }

    private static int Verify(ParseResult parsed, Output output, CancellationToken cancellation)
    {
        string name = Known(parsed, DataVerification.Names);
        DataListing set = DataSource.Available(CommonOptions.DataRoots(parsed)).FirstOrDefault(s => s.Name == name)
            ?? throw new DataNotFoundException(name, CommonOptions.DataRoots(parsed), $"'overtone data get {name}' downloads it.");
        IReadOnlyList<DataCheck> checks = DataVerification.Check(name, set.Path!, cancellation);
        bool passed = checks.All(c => c.IsPassed);
        if (Flag.Json.IsIn(parsed))
            output.ResultWriter.WriteLine(
                JsonSerializer.Serialize(
                    new { Name = name, set.Path, Passed = passed, Checks = checks }, Studies.StudyJson.Indented));
        else
            output.Table(
                ["check", "found", "expected", ""],
                checks.Select(c => (IReadOnlyList<string>)[c.Item, c.Found, c.Expected, c.IsPassed ? "passed" : "FAILED"]));
        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static Command Get(Output output)
    {
        var command = new DocumentedCommand(
            "get",
            "Download a data set from its official hosts, check its content and put it into a data root.",
            "data get mnist",
            "data get cifar10 --to data",
            "data get mnist --from downloads/mnist")
        {
            Name, To, From, CommonOptions.Store, Flag.Quiet,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Get(parsed, output, cancellation), CancellationToken.None));
        return command;
    }

    private static int Get(ParseResult parsed, Output output, CancellationToken cancellation)
    {
        string name = Known(parsed, DataDownload.Names);
        string root = parsed.GetValue(To) ?? Path.Combine(CommonOptions.StoreOf(parsed), "data");
        IProgress<DownloadProgress>? progress = Flag.Quiet.IsIn(parsed) ? null : new DownloadLines(output);
        Uri? source = Source(parsed.GetValue(From));
        try
        {
            output.Line(DataDownload.Get(name, root, source, progress, cancellation));
        }
        catch (DataDownloadException e) when (source is null && e.InnerException is not null)
        {
            throw new DataDownloadException(
                e.Subject, $"{e.Reason}{Environment.NewLine}If you have these files elsewhere, name their folder or server with --from.",
                e);
        }

        return ExitCode.Success;
    }

    private static Uri? Source(string? from)
    {
        if (from is null)
            return null;
        if (Uri.TryCreate(from, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" or "file")
            return address;
        return Directory.Exists(from)
            ? new Uri(Path.GetFullPath(from))
            : throw new Studies.InvalidOptionException(
                "--from", $"'{from}'", "a folder that exists, or an address that begins with http:// or https://");
    }

    private static string Known(ParseResult parsed, IReadOnlyList<string> names) =>
        parsed.GetRequiredValue(Name) is var name && names.Contains(name)
            ? name
            : throw new Studies.InvalidOptionException("name", $"'{name}'", string.Join(" or ", names));
}
