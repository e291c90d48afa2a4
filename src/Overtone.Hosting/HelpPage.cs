using System.CommandLine;
using System.CommandLine.Help;
using Overtone.Hosting.Terminal;

namespace Overtone.Hosting;

/// <summary>Prints a command's help: usage and options, then details and examples.</summary>
internal static class HelpPage
{
    /// <summary>What people type.</summary>
    public const string Program = "overtone";

    /// <summary>Characters in a line.</summary>
    public const int Width = 100;

    /// <summary>Whether help was asked for.</summary>
    public static bool IsAskedFor(ParseResult parsed) => parsed.Action is HelpAction;

    /// <summary>Prints it.</summary>
    public static int Print(ParseResult parsed, Output output)
    {
        if (parsed.CommandResult.Command is RootCommand root)
        {
            FrontPage.Print(root, output.ResultWriter);
            return ExitCode.Success;
        }

        using var page = new StringWriter();
        int code = parsed.Invoke(new InvocationConfiguration { Output = page });
        // The file that runs may be Overtone.Cli or a tool's shim; people type overtone.
        output.ResultWriter.Write(page.ToString().Replace($"  {RootCommand.ExecutableName}", $"  {Program}", StringComparison.Ordinal));
        if (parsed.CommandResult.Command is DocumentedCommand { } command)
        {
            if (command.Details.Length > 0)
                output.ResultWriter.WriteLine(Wrap(command.Details) + "\n");
            output.ResultWriter.WriteLine("Examples:\n" + string.Join('\n', command.Examples.Select(e => $"  {Program} {e}")));
        }

        return code;
    }

    /// <summary>Breaks lines between words.</summary>
    public static string Wrap(string text, int width = Width)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    lines.Add(line);
                    line = "";
                }

                line += line.Length == 0 ? word : " " + word;
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
