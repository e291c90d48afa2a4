namespace Overtone.Hosting;

/// <summary>The help text of a command: what it does, and examples.</summary>
public static class Help
{
    /// <summary>A description followed by examples. Each example is run by a test.</summary>
    /// <param name="description">What the command does.</param>
    /// <param name="examples">Command lines without the program's name.</param>
    public static string Text(string description, params IReadOnlyList<string> examples) =>
        $"{description}\n\nExamples:\n{string.Join('\n', examples.Select(e => "  overtone " + e))}";
}
