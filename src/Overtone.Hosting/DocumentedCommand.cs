using System.CommandLine;

namespace Overtone.Hosting;

/// <summary>A command with more to say than one line: its help ends with details and examples, which lists of commands leave out.</summary>
/// <param name="name">The command's name.</param>
/// <param name="summary">What it does, in one line.</param>
/// <param name="examples">Command lines without the program's name; each is run by a test.</param>
public sealed class DocumentedCommand(string name, string summary, params IReadOnlyList<string> examples) : Command(name, summary)
{
    /// <summary>Command lines without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What stands between the options and the examples; empty for nothing.</summary>
    public string Details { get; init; } = "";

    /// <summary>Headings for options, in the order in which help shows them; options in no group come last.</summary>
    public IReadOnlyList<OptionGroup> Groups { get; internal set; } = [];
}
