using System.Runtime.CompilerServices;
using Overtone.Studies;
using Spectre.Console;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Where a command writes: results to the standard output, everything else to the standard error. Data never passes as markup, because
/// intervals and paths hold brackets, and no control characters reach a terminal: names of classes and layers come from other people's
/// files.
/// </summary>
internal sealed class Output
{
    private readonly TextWriter _messageWriter;

    // Made when first drawn on: loading the library and reading a terminal's capabilities take longer than printing help.
    private IAnsiConsole? _results;
    private IAnsiConsole? _messages;

    /// <summary>Writes to two places.</summary>
    /// <param name="program">The program's name, as people type it.</param>
    /// <param name="results">Where results go.</param>
    /// <param name="messages">Where progress, warnings and errors go.</param>
    public Output(string program, TextWriter results, TextWriter messages)
    {
        Program = program;
        ResultWriter = results;
        _messageWriter = messages;
    }

    /// <summary>The standard output and the standard error.</summary>
    /// <param name="program">The program's name, as people type it.</param>
    public static Output Standard(string program) => new(
        program,
        Console.IsOutputRedirected ? Plain(Console.OpenStandardOutput()) : Console.Out,
        Console.IsErrorRedirected ? Plain(Console.OpenStandardError()) : Console.Error);

    /// <summary>The program's name: errors begin with it, and help shows it before every command.</summary>
    public string Program { get; }

    /// <summary>The console of results.</summary>
    public IAnsiConsole Results => LazyInitializer.EnsureInitialized(ref _results, () => Make(ResultWriter));

    /// <summary>The console of messages.</summary>
    public IAnsiConsole Messages => LazyInitializer.EnsureInitialized(ref _messages, () => Make(_messageWriter));

    /// <summary>The plain writer of results, for JSON.</summary>
    public TextWriter ResultWriter { get; }

    /// <summary>
    /// Writes one line of results, which stays one in a file or a pipe, however long; the style is Spectre's, for example <c>bold</c>.
    /// </summary>
    public void Line(string text, string style = "")
    {
        text = PrintableText.Lines(text);
        if (IsTerminal(ResultWriter))
            Draw(Results, text, style);
        else
            ResultWriter.WriteLine(text);
    }

    /// <summary>Writes one line of messages.</summary>
    public void Message(string text, string style = "")
    {
        text = PrintableText.Lines(text);
        if (IsTerminal(_messageWriter))
            Draw(Messages, text, style);
        else
            _messageWriter.WriteLine(text);
    }

    /// <summary>Writes an error, with the program's name before it.</summary>
    public void Error(string text) => Message($"{Program}: {text}", "red");

    /// <summary>Writes a table of results: drawn on a terminal, one line a row in a file or a pipe.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows) =>
        Table(headers, rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text))]));

    /// <summary>Writes a table of results with styled cells: drawn on a terminal, one line a row in a file or a pipe.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        if (IsTerminal(ResultWriter))
            Draw(headers, rows);
        else
            PlainTable.Write(ResultWriter, headers, [.. rows]);
    }

    // Apart from their callers, so that the library is loaded only where something is drawn.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw(IAnsiConsole console, string text, string style) =>
        console.WriteLine(text, style.Length == 0 ? Style.Plain : Style.Parse(style));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Draw(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows) => Results.Write(DrawnTable.Of(headers, rows));

    // Asking the console for its writers prepares the terminal, which a file or a pipe does not need and which takes a quarter of the time
    // to start.
    private static TextWriter Plain(Stream stream) => TextWriter.Synchronized(new StreamWriter(stream) { AutoFlush = true });

    private static bool IsTerminal(TextWriter writer) =>
        (!Console.IsOutputRedirected && writer == Console.Out) || (!Console.IsErrorRedirected && writer == Console.Error);

    private static IAnsiConsole Make(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
