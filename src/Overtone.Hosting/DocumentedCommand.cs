using System.CommandLine;

namespace Overtone.Hosting;

/// <summary>A command with more to say than one line: its help ends with details and examples, which lists of commands leave out.</summary>
/// <param name="name">The command's name.</param>
/// <param name="summary">What it does, in one line.</param>
/// <param name="examples">Command lines without the program's name; each is run by a test.</param>
internal sealed class DocumentedCommand(string name, string summary, params IReadOnlyList<string> examples) : Command(name, summary)
{
    /// <summary>Command lines without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What stands between the options and the examples; empty for nothing.</summary>
    public string Details { get; init; } = "";

    /// <summary>
    /// Completes the command if the command line names it. Others are there to be listed only, so that the program starts in little time.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="complete">Adds options, commands below it and the action.</param>
    public DocumentedCommand WhenNamedIn(string[] args, Action<DocumentedCommand> complete)
    {
        if (Array.IndexOf(args, Name) >= 0)
            complete(this);
        return this;
    }

    /// <summary>Reads what a command line asks for, where the command runs a study; set once the command is complete.</summary>
    public Func<ParseResult, StudyRequest>? Request { get; internal set; }

    /// <summary>The options that help shows unless asked for all; all of them where this is empty.</summary>
    public IReadOnlySet<string> Basic { get; internal set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Headings for options, in the order in which help shows them; options in no group come last.</summary>
    public IReadOnlyList<OptionGroup> Groups { get; internal set; } = [];
}
