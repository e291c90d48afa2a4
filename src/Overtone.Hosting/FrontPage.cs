using System.CommandLine;
using System.Text;

namespace Overtone.Hosting;

/// <summary>
/// The help of the program itself: what one sees first. Written here, because the library's help, which all commands use, needs as long as
/// everything else the program does to start.
/// </summary>
internal static class FrontPage
{
    private const int Indent = 2;

    public static void Print(RootCommand root, TextWriter writer)
    {
        var page = new StringBuilder();
        page.Append(HelpPage.Wrap(root.Description ?? "")).Append("\n\nUsage:\n  ").Append(HelpPage.Program).Append(" [command] [options]\n");
        Append(page, "Commands", root.Subcommands, command => NameOf(command));
        Append(page, "Options", root.Options, option => NameOf(option));
        page.Append("\n'").Append(HelpPage.Program).Append(" COMMAND --help' shows a command's options and examples.\n");
        writer.Write(page);
    }

    private static void Append<T>(StringBuilder page, string title, IList<T> symbols, Func<T, string> name)
        where T : Symbol
    {
        int width = 0;
        foreach (T symbol in symbols)
            width = Math.Max(width, name(symbol).Length);
        page.Append('\n').Append(title).Append(":\n");
        foreach (T symbol in symbols)
        {
            int margin = Indent + width + Indent;
            string description = HelpPage.Wrap(symbol.Description ?? "", HelpPage.Width - margin).Replace("\n", "\n" + new string(' ', margin), StringComparison.Ordinal);
            page.Append(' ', Indent).Append(name(symbol).PadRight(width + Indent)).Append(description).Append('\n');
        }
    }

    private static string NameOf(Command command)
    {
        string name = command.Name;
        foreach (Argument argument in command.Arguments)
            name += argument.Arity.MinimumNumberOfValues > 0 ? $" <{argument.Name}>" : $" [{argument.Name}]";
        return name;
    }

    private static string NameOf(Option option)
    {
        string name = option.Name;
        foreach (string alias in option.Aliases)
            name = alias.StartsWith('-') ? $"{alias}, {name}" : name;
        return name;
    }
}
