using System.CommandLine;
using Overtone.Catalog;
using Overtone.Cli.Commands;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Tests;

/// <summary>Every example that help shows is run. Those that measure at length are run at the smoke preset, in a store that others have filled.</summary>
public class HelpTests
{
    private static readonly CommandLine Shared = Prepare();

    public static TheoryData<string> Examples => [.. All(Root()).SelectMany(c => c.Examples).Distinct()];

    public static TheoryData<string> Commands => [.. All(Root()).Select(PathOf)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_help_runs(string example)
    {
        Assert.SkipWhen(example.StartsWith("data get", StringComparison.Ordinal), "downloads from the official hosts; tested against a local server instead");
        Assert.SkipWhen(example.EndsWith("--watch", StringComparison.Ordinal), "runs until someone stops it; SpectrumWatchTests does");
        string data = Environment.GetEnvironmentVariable("OVERTONE_DATA") ?? "";
        Assert.SkipWhen(example.Contains("mnist") && !HasMnist(data), "needs MNIST: set OVERTONE_DATA to a folder that holds it");
        if (new[] { "run ", "audit ", "spectrum " }.Any(command => example.StartsWith(command, StringComparison.Ordinal)) && !example.Contains("--help"))
            example += example.Contains("--preset") ? " --quiet" : " --preset smoke --quiet";
        CommandLine.Result result = Shared.Run(example.Replace("'", "", StringComparison.Ordinal), ("OVERTONE_DATA", data));
        Assert.True(result.ExitCode == ExitCode.Success, $"{example}: exit code {result.ExitCode}\n{result.Error}");
        Assert.NotEmpty(result.Output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_examples(string path)
    {
        CommandLine.Result result = Shared.Run(path + " --help");
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("Examples:\n  overtone ", result.Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("Overtone.Cli", result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-? --debug")]
    public void The_front_page_lists_every_command(string arguments)
    {
        CommandLine.Result result = Shared.Run(arguments);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.All(Root().Subcommands, command => Assert.Contains($"\n  {command.Name} ", result.Output));
        Assert.Contains("-?, -h, --help", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+\\S*\\r?\\n$", Shared.Run("--version").Output);

    [Fact]
    public void Options_stand_in_groups_and_lines_fit_a_terminal()
    {
        string help = Shared.Run("audit --help").Output.ReplaceLineEndings("\n");
        string[] headings = [.. help.Split('\n').Where(line => line.EndsWith(':') && !line.StartsWith(' ')).Select(line => line[..^1])];
        Assert.Equal(["Usage", "Arguments", "Model", "Images", "Heat map", "Sweeps over bandwidths", "Corruptions", "Attacks", "Layers", "Running", "Other", "Examples"], headings);
        Assert.Contains("Usage:\n  overtone audit [model...] [options]\n", help);
        Assert.DoesNotContain("--model", help);
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void Help_shows_every_option_of_a_study_once_with_its_default()
    {
        string help = Shared.Run("run fprinciple-1d --help").Output;
        Assert.All(
            (string[])["--targets <", "--seed <", "-j, --jobs <", "-p, --preset <smoke|quick|paper>", "--debug", "-h, --help"],
            option => Assert.Equal(2, help.Split(option).Length));
        Assert.Contains("(default: quick)", help);
        Assert.Contains("(quick: 4000)", help);
    }

    // Examples name the runs 'runs/example' and 'runs/other', the models 'model.onnx' and 'other.onnx', the images 'photos', and a saved training 'predictions'.
    private static CommandLine Prepare()
    {
        var program = new CommandLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => program.Dispose();
        foreach ((string name, string options) in new[] { ("example", ""), ("other", " --seed 7") })
            program.Succeed($"run fprinciple-parity --preset smoke --quiet --out runs/{name}{options}");
        foreach (string name in new[] { "model.onnx", "other.onnx" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "model.onnx"), Path.Combine(program.Folder, name));
        Photos.Write(Path.Combine(program.Folder, "photos"));
        SavedArrays.Classifier(Path.Combine(program.Folder, "predictions"), samples: 60, classes: 4, 0, 5, 20);
        return program;
    }

    private static bool HasMnist(string roots) =>
        roots.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(root => Directory.Exists(Path.Combine(root, "mnist")));

    // A command is complete when it is named.
    private static Command Root() => Root([.. Root([]).Subcommands.Select(c => c.Name), .. StudyCatalog.All.Select(s => s.Id)]);

    private static Command Root(string[] args) => StudyHost.Root(
        args, StudyCatalog.All, Output.Standard, AuditCommand.Create(args, Output.Standard), SpectrumCommand.Create(args, Output.Standard), DataCommand.Create(args, Output.Standard), DoctorCommand.Create(args, Output.Standard));

    private static IEnumerable<DocumentedCommand> All(Command command) =>
        command.Subcommands.SelectMany(All).Concat(command is DocumentedCommand documented ? [documented] : []);

    private static string PathOf(Command command) =>
        string.Join(' ', Ancestors(command).Reverse().Skip(1).Select(c => c.Name));

    private static IEnumerable<Command> Ancestors(Command command)
    {
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            yield return at;
    }
}
