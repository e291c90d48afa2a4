using Spectre.Console;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Where a command writes: results to the standard output, everything else to the standard error. Data never passes as markup, because
/// intervals and paths hold brackets.
/// </summary>
public sealed class Output
{
    // Made when first written to: reading a terminal's capabilities takes longer than printing help.
    private readonly Lazy<IAnsiConsole> _results;
    private readonly Lazy<IAnsiConsole> _messages;
    private readonly TextWriter _messageWriter;

    /// <summary>Writes to two places.</summary>
    /// <param name="results">Where results go.</param>
    /// <param name="messages">Where progress, warnings and errors go.</param>
    public Output(TextWriter results, TextWriter messages)
    {
        _results = new(() => Make(results));
        _messages = new(() => Make(messages));
        ResultWriter = results;
        _messageWriter = messages;
    }

    /// <summary>The standard output and the standard error.</summary>
    public static Output Standard { get; } = new(Console.Out, Console.Error);

    /// <summary>The console of results.</summary>
    public IAnsiConsole Results => _results.Value;

    /// <summary>The console of messages.</summary>
    public IAnsiConsole Messages => _messages.Value;

    /// <summary>The plain writer of results, for JSON.</summary>
    public TextWriter ResultWriter { get; }

    /// <summary>Writes one line of results; the style is Spectre's, for example <c>bold</c>.</summary>
    public void Line(string text, string style = "") => WriteLine(ResultWriter, _results, text, style);

    /// <summary>Writes one line of messages.</summary>
    public void Message(string text, string style = "") => WriteLine(_messageWriter, _messages, text, style);

    /// <summary>Writes an error, with the program's name before it.</summary>
    public void Error(string text) => Message("overtone: " + text, "red");

    /// <summary>Writes a table of results: drawn on a terminal, one line a row in a file or a pipe.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows) =>
        Table(headers, rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text))]));

    /// <summary>Writes a table of results with styled cells: drawn on a terminal, one line a row in a file or a pipe.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        if (IsTerminal(ResultWriter))
            Results.Write(DrawnTable.Of(headers, rows));
        else
            PlainTable.Write(ResultWriter, headers, [.. rows]);
    }

    // In a file or a pipe a line is a line, however long: the next program reads it.
    private static void WriteLine(TextWriter writer, Lazy<IAnsiConsole> console, string text, string style)
    {
        if (IsTerminal(writer))
            console.Value.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));
        else
            writer.WriteLine(text);
    }

    private static bool IsTerminal(TextWriter writer) =>
        (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);

    private static IAnsiConsole Make(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
