using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>What the program says of itself.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly CommandLine _program = new();

    public static TheoryData<string> Commands => [.. Pages.Commands.Select(Pages.PathOf)];

    public void Dispose() => _program.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_examples(string path)
    {
        (int exitCode, string output) = Pages.Help(path);
        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Contains("Examples:\n  overtone ", output);
        Assert.DoesNotContain("Overtone.Cli", output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-? --debug")]
    public void The_front_page_lists_every_command(string arguments)
    {
        CommandLine.Result result = _program.Run(arguments);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.All(Pages.RootOf([]).Subcommands, command => Assert.Contains($"\n  {command.Name} ", result.Output));
        Assert.Contains("-?, -h, --help", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+\\S*\\r?\\n$", _program.Run("--version").Output);

    [Fact]
    public void Options_stand_in_groups_and_lines_fit_a_terminal()
    {
        string help = _program.Run("audit --help all").Output.ReplaceLineEndings("\n");
        string[] headings = [.. help.Split('\n').Where(line => line.EndsWith(':') && !line.StartsWith(' ')).Select(line => line[..^1])];
        string[] options =
        [
            "Model", "Images", "Heat map", "Heat map by class", "Sweeps over bandwidths", "Corruptions", "Attacks", "Layers",
            "Running", "Other",
        ];
        Assert.Equal(["Usage", "Arguments", .. options, "Examples"], headings);
        Assert.Contains("Usage:\n  overtone audit [model...] [options]\n", help);
        Assert.DoesNotContain("--model", help);
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    /// <summary>What most people need, and where the rest is.</summary>
    [Fact]
    public void Help_of_an_audit_begins_with_few_options()
    {
        string help = _program.Run("audit --help").Output.ReplaceLineEndings("\n"), all = _program.Run("audit --help all").Output;
        string[] shown = [.. help.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal))];
        Assert.InRange(shown.Length, 10, 16);
        foreach (string name in (string[])["--data", "--mean", "--norm", "--images", "--preset", "--fail-if", "--demo", "--help"])
            Assert.Single(shown, line => line.Contains(name, StringComparison.Ordinal));
        int rest = all.Split('\n').Count(line => line.StartsWith("  -", StringComparison.Ordinal)) - shown.Length;
        Assert.Contains($"{rest} more options: 'overtone audit --help all' shows them.", help);
        Assert.Equal(help, _program.Run("audit model.onnx -h --data x").Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Help_shows_every_option_of_a_study_once_with_its_default()
    {
        (_, string help) = Pages.Help("run fprinciple-1d");
        Assert.All(
            (string[])["--targets <", "--seed <", "-j, --jobs <", "-p, --preset <smoke|quick|thorough|paper>", "--debug", "-h, --help"],
            option => Assert.Equal(2, help.Split(option).Length));
        Assert.Contains("(default: quick)", help);
        Assert.Contains("(quick: 4000)", help);
    }
}
