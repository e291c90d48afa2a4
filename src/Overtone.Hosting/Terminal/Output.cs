using Spectre.Console;
using Spectre.Console.Rendering;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Where a command writes: results to the standard output, everything else to the standard error. Data never passes as markup, because
/// intervals and paths hold brackets.
/// </summary>
internal sealed class Output
{
    public Output(TextWriter results, TextWriter messages)
    {
        Results = Make(results);
        Messages = Make(messages);
        ResultWriter = results;
    }

    public static Output Standard { get; } = new(Console.Out, Console.Error);

    public IAnsiConsole Results { get; }

    public IAnsiConsole Messages { get; }

    public TextWriter ResultWriter { get; }

    public void Line(string text, string style = "") => Results.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));

    public void Message(string text, string style = "") => Messages.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));

    public void Error(string text) => Message("overtone: " + text, "red");

    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<IRenderable>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string header in headers)
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))));
        foreach (IReadOnlyList<IRenderable> row in rows)
            table.AddRow(row);
        Results.Write(table);
    }

    private static IAnsiConsole Make(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // A file or a pipe has no width: lines must not be broken at eighty columns there.
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 160;
        return console;
    }
}
