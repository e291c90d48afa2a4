using System.CommandLine;
using System.CommandLine.Parsing;
using Overtone.Hosting.Terminal;

namespace Overtone.Hosting;

/// <summary>
/// Prints a command's help. Written here, because the library's own needs as long as everything else the program does to start, and knows
/// neither groups of options nor examples.
/// </summary>
internal static class HelpPage
{
    private const string All = "all";

    /// <summary>Prints it: with the word all after the flag, every option.</summary>
    public static int Print(ParseResult parsed, Output output)
    {
        Command command = parsed.CommandResult.Command;
        var path = new List<Command>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult result; at = at.Parent)
            path.Insert(0, result.Command);
        PageText page = new PageText().Paragraph(command.Description ?? "").Lines("Usage", Usage(output.Program, path));
        AppendArguments(page, command);
        AppendCommands(page, command);
        AppendOptions(page, command, path, output.Program, AsksForAll(parsed));
        if (command is DocumentedCommand documented)
            AppendDetails(page, output.Program, documented);
        else
            page.Gap().Paragraph($"'{output.Program} COMMAND --help' shows a command's options and examples.");
        output.ResultWriter.Write(page);
        return ExitCode.Success;
    }

    // A word after the flag, which takes none.
    private static bool AsksForAll(ParseResult parsed)
    {
        string[] tokens = [.. parsed.Tokens.Select(token => token.Value)];
        return tokens.Zip(tokens.Skip(1)).Any(pair =>
            pair.Second == All && (pair.First == Flag.Help.Name || Flag.Help.Aliases.Contains(pair.First)));
    }

    private static string Usage(string program, List<Command> path)
    {
        string usage = program;
        for (int depth = 1; depth < path.Count; depth++)
            usage += " " + (depth == path.Count - 1 ? SymbolText.Name(path[depth]) : path[depth].Name);
        return usage + (path[^1].Subcommands.Count > 0 ? " [command] [options]" : " [options]");
    }

    private static void AppendArguments(PageText page, Command command)
    {
        var entries = new List<HelpEntry>();
        foreach (Argument argument in command.Arguments)
            entries.Add(new HelpEntry(SymbolText.Name(argument), SymbolText.Description(argument)));
        page.List("Arguments", entries);
    }

    private static void AppendCommands(PageText page, Command command)
    {
        var entries = new List<HelpEntry>();
        foreach (Command child in command.Subcommands)
            entries.Add(new HelpEntry(SymbolText.Name(child), child.Description ?? ""));
        page.List("Commands", entries);
    }

    private static void AppendOptions(PageText page, Command command, List<Command> path, string program, bool asksForAll)
    {
        var options = new List<Option>(command.Options);
        for (int depth = path.Count - 2; depth >= 0; depth--)
        {
            foreach (Option option in path[depth].Options)
            {
                if (option.Recursive)
                    options.Add(option);
            }
        }

        int left = command is DocumentedCommand { Basic: { Count: > 0 } basic } && !asksForAll
            ? options.RemoveAll(option => !basic.Contains(option.Name))
            : 0;
        foreach (OptionGroup group in command is DocumentedCommand documented ? documented.Groups : [])
        {
            var members = new List<Option>();
            foreach (string name in group.Names)
            {
                if (options.Find(option => option.Name == name) is { } member && options.Remove(member))
                    members.Add(member);
            }

            page.List(group.Title, Entries(members));
        }

        page.List(command is DocumentedCommand { Groups.Count: > 0 } ? "Other" : "Options", Entries(options));
        if (left > 0)
        {
            string name = string.Join(' ', path.Skip(1).Select(c => c.Name));
            page.Gap().Paragraph($"{left} more options: '{program} {name} {Flag.Help.Name} {All}' shows them.");
        }
    }

    private static void AppendDetails(PageText page, string program, DocumentedCommand command)
    {
        if (command.Details.Length > 0)
            page.Gap().Paragraph(command.Details);
        var examples = new List<string>();
        foreach (string example in command.Examples)
            examples.Add($"{program} {example}");
        page.Lines("Examples", examples);
    }

    private static List<HelpEntry> Entries(List<Option> options)
    {
        var entries = new List<HelpEntry>();
        foreach (Option option in options)
            entries.Add(new HelpEntry(SymbolText.Name(option), SymbolText.Description(option)));
        return entries;
    }
}
