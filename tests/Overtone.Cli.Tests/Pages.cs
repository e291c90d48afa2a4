using System.CommandLine;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Tests;

/// <summary>The program's commands in this process, for what needs no other: their help, and what their examples ask for.</summary>
internal static class Pages
{
    /// <summary>Every documented command, complete.</summary>
    public static IReadOnlyList<DocumentedCommand> Commands { get; } = [.. All(Complete())];

    /// <summary>The commands as a command line finds them.</summary>
    public static Command RootOf(string[] args) => RootOf(args, Output.Standard(Tool.Name));

    /// <summary>What the program prints for a command line that asks for help.</summary>
    public static (int ExitCode, string Output) Help(string arguments)
    {
        string[] args = [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"];
        var text = new StringWriter();
        var output = new Output(Tool.Name, text, TextWriter.Null);
        return (StudyHost.Invoke(args, RootOf(args, output), output), text.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>A command's place on the command line: <c>data list</c>.</summary>
    public static string PathOf(Command command) => string.Join(' ', Ancestors(command).Reverse().Skip(1).Select(c => c.Name));

    private static Command RootOf(string[] args, Output output) =>
        StudyHost.Root(args, StudyCatalog.All, Tool.Description, output, Tool.Commands(args, output));

    // A command is complete when it is named.
    private static Command Complete() => RootOf([.. RootOf([]).Subcommands.Select(c => c.Name), .. StudyCatalog.All.Select(s => s.Id)]);

    private static IEnumerable<DocumentedCommand> All(Command command) =>
        command.Subcommands.SelectMany(All).Concat(command is DocumentedCommand documented ? [documented] : []);

    private static IEnumerable<Command> Ancestors(Command command)
    {
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            yield return at;
    }
}
