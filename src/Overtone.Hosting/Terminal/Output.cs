using Spectre.Console;
using Spectre.Console.Rendering;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Where a command writes: results to the standard output, everything else to the standard error. Data never passes as markup, because
/// intervals and paths hold brackets.
/// </summary>
public sealed class Output
{
    /// <summary>Writes to two places.</summary>
    /// <param name="results">Where results go.</param>
    /// <param name="messages">Where progress, warnings and errors go.</param>
    public Output(TextWriter results, TextWriter messages)
    {
        Results = Make(results);
        Messages = Make(messages);
        ResultWriter = results;
    }

    /// <summary>The standard output and the standard error.</summary>
    public static Output Standard { get; } = new(Console.Out, Console.Error);

    /// <summary>The console of results.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>The console of messages.</summary>
    public IAnsiConsole Messages { get; }

    /// <summary>The plain writer of results, for JSON.</summary>
    public TextWriter ResultWriter { get; }

    /// <summary>Writes one line of results; the style is Spectre's, for example <c>bold</c>.</summary>
    public void Line(string text, string style = "") => Results.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));

    /// <summary>Writes one line of messages.</summary>
    public void Message(string text, string style = "") => Messages.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));

    /// <summary>Writes an error, with the program's name before it.</summary>
    public void Error(string text) => Message("overtone: " + text, "red");

    /// <summary>Writes a table of results.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows) =>
        Table(headers, rows.Select(row => (IReadOnlyList<IRenderable>)[.. row.Select(cell => new Text(cell))]));

    /// <summary>Writes a table of results with styled cells.</summary>
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
