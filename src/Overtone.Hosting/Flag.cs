using System.CommandLine;

namespace Overtone.Hosting;

/// <summary>
/// An option without a value. It is no option of type bool: the library's code for that would be compiled anew at each start.
/// </summary>
internal sealed class Flag : Option<string>
{
    /// <summary>Makes a flag.</summary>
    /// <param name="name">The name, for example <c>--quiet</c>.</param>
    /// <param name="aliases">Other names.</param>
    public Flag(string name, params string[] aliases)
        : base(name, aliases) => Arity = ArgumentArity.Zero;

    /// <summary>JSON to the standard output.</summary>
    public static Flag Json { get; } = new("--json") { Description = "Print the result as JSON to standard output, and nothing else" };

    /// <summary>No progress.</summary>
    public static Flag Quiet { get; } = new("--quiet", "-q") { Description = "Show no progress" };

    /// <summary>Stack traces.</summary>
    public static Flag Debug { get; } = new("--debug") { Description = "Show stack traces of errors", Recursive = true };

    /// <summary>A command's help.</summary>
    public static Flag Help { get; } = new("--help", "-h", "-?") { Description = "Show help and usage information", Recursive = true };

    /// <summary>The program's version.</summary>
    public static Flag Version { get; } = new("--version") { Description = "Show version information" };

    /// <summary>Whether the command line has it.</summary>
    public bool IsIn(ParseResult parsed) => parsed.GetResult(this) is not null;
}
