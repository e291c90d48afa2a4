using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Overtone.Hosting.Commands;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>
/// The command-line tool over any set of studies: a program whose main method returns <c>StudyHost.Run(args, studies)</c> has runs that
/// resume, workers, progress, reports, verdicts and comparison.
/// </summary>
public static class StudyHost
{
    /// <summary>Runs the tool.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="studies">The studies it knows, at least one.</param>
    /// <param name="program">
    /// The program's name as people type it, for help and errors; that of the program that runs if not given.
    /// </param>
    /// <param name="description">What the program is for, in a sentence or two: its help begins with it.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    /// <exception cref="ArgumentException">There is no study.</exception>
    public static int Run(
        string[] args,
        IReadOnlyList<Study> studies,
        string? program = null,
        string description = "Runs studies: measures their trials, judges their claims and writes reports.") =>
        Run(args, studies, description, Output.Standard(program ?? Assembly.GetEntryAssembly()?.GetName().Name ?? "program"), []);

    internal static int Run(string[] args, IReadOnlyList<Study> studies, string description, Output output, Command[] commands)
    {
        ArgumentOutOfRangeException.ThrowIfZero(studies.Count, nameof(studies));

        // Other programs read what it prints.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        if (args is [WorkerArguments.Verb])
            return Worker.Serve(studies, Console.In, Console.Out);
        return Invoke(args, Root(args, studies, description, output, commands), output);
    }

    // No RootCommand: the help and the version that it brings along are made here, and take long to start. Its name is never
    // shown.
    internal static Command Root(string[] args, IReadOnlyList<Study> studies, string description, Output output, Command[] commands)
    {
        var root = new Command("program", description)
        {
            StudiesCommand.Create(studies, output, args),
            RunCommand.Create(studies, output, args),
            ReportCommand.Create(studies, output, args),
            RunsCommand.Create(output, args),
            CompareCommand.Create(studies, output, args),
            VerifyCommand.Create(studies, output, args),
            StoreCommand.Create(output, args),
        };
        foreach (Command command in commands)
            root.Subcommands.Add(command);
        foreach (Flag flag in (Flag[])[Flag.Help, Flag.Version, Flag.Debug])
            root.Options.Add(flag);
        // With an action of its own: the library would look up its words for a missing command even where help was asked for.
        root.SetAction(Missing);
        return root;

        int Missing(ParseResult parsed) =>
            throw new InvalidOptionException("command", "none", $"one of {string.Join(", ", root.Subcommands.Select(c => c.Name))}");
    }

    internal static int Invoke(string[] args, Command root, Output output)
    {
        ParseResult parsed = root.Parse(args);
        if (Flag.Help.IsIn(parsed))
            return HelpPage.Print(parsed, output);
        if (Flag.Version.IsIn(parsed))
        {
            output.Line(ManifestFactory.VersionOf(Assembly.GetEntryAssembly()!));
            return ExitCode.Success;
        }

        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
                output.Error(error.Message.TrimEnd('.'));
            output.Message(
                $"'{output.Program} {string.Join(' ', CommandPath(parsed))} --help' shows what is possible.".Replace(
                    "  ", " ", StringComparison.Ordinal));
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(40),
                Output = output.ResultWriter,
            });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            output.Error(e is AggregateException { InnerException: { } inner } ? inner.Message : e.Message);
            if (Flag.Debug.IsIn(parsed))
                output.Message(e.ToString());
            return e is InvalidOptionException ? ExitCode.Usage : ExitCode.Failure;
        }
    }

    private static Stack<string> CommandPath(ParseResult parsed)
    {
        var path = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            if (command.Parent is not null)
                path.Push(command.Command.Name);
        }

        return path;
    }
}
