using System.CommandLine;
using Overtone.Studies;

namespace Overtone.Hosting;

/// <summary>The options that several commands share, each declared once.</summary>
internal static class CommonOptions
{
    /// <summary>Where a run lies.</summary>
    public static Option<string> Out { get; } = new("--out", "-o")
    {
        Description = "Folder of the run (default: runs/STUDY-TIME under the current folder)",
        HelpName = "folder",
    };

    /// <summary>Where the trial store lies.</summary>
    public static Option<string> Store { get; } = new("--store")
    {
        Description = "Folder of the trial store, shared by all runs (default: $OVERTONE_HOME or ~/.overtone)",
        HelpName = "folder",
    };

    /// <summary>Where data sets are looked for.</summary>
    public static Option<string[]> DataRoot { get; } = new("--data-root")
    {
        Description = "Folder with data sets; may be repeated (default: $OVERTONE_DATA and the store's folder 'data')",
        HelpName = "folder",
    };

    /// <summary>Folders in which runs are looked for; each command has an argument of its own.</summary>
    public static Argument<string[]> RunFolders() => new("folder")
    {
        Description = "Folders to search for runs, with their subfolders (default: the current folder and 'runs')",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Where tensors live.</summary>
    public static Option<string> Device { get; } =
        new("--device") { Description = "Device for tensors: cpu or cuda:N (default: cpu)", HelpName = "device" };

    /// <summary>Threads per trial.</summary>
    public static Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads per trial; affects rounding, and therefore the trial's numbers",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Worker processes.</summary>
    public static Option<int> Jobs { get; } = new("--jobs", "-j")
    {
        Description = "Trials measured at the same time, each in a worker process; does not affect the results",
        HelpName = "number",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>Seconds between checkpoints.</summary>
    public static Option<double> CheckpointSeconds { get; } = new("--checkpoint-seconds")
    {
        Description = "Seconds between two checkpoints of a long trial; does not affect the results",
        HelpName = "seconds",
        DefaultValueFactory = _ => 60,
    };

    /// <summary>The folder of the store when none is named.</summary>
    public static string DefaultStore =>
        Environment.GetEnvironmentVariable("OVERTONE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".overtone");

    /// <summary>The folders named on the command line, or in <c>OVERTONE_DATA</c>, and the store's own <c>data</c>.</summary>
    public static IReadOnlyList<string> DataRoots(ParseResult parsed)
    {
        string[] named = parsed.GetValue(DataRoot) ?? [];
        return [.. (named.Length > 0 ? named : DataFolders).Append(Path.Combine(StoreOf(parsed), "data"))];
    }

    /// <summary>
    /// The folders a program looks in that has no command line: those of <c>OVERTONE_DATA</c>, and the default store's <c>data</c>.
    /// </summary>
    public static IReadOnlyList<string> DefaultDataRoots => [.. DataFolders, Path.Combine(DefaultStore, "data")];

    /// <summary>The store's folder.</summary>
    public static string StoreOf(ParseResult parsed) => parsed.GetValue(Store) ?? DefaultStore;

    /// <summary>The run's environment as the command line gives it.</summary>
    /// <exception cref="InvalidOptionException">Threads are below 1.</exception>
    internal static RunEnvironment RunEnvironmentOf(ParseResult parsed) => new()
    {
        Store = StoreOf(parsed),
        DataRoots = DataRoots(parsed),
        Device = parsed.GetValue(Device) ?? "cpu",
        Threads = AtLeastOne(parsed, Threads),
        CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(CheckpointSeconds)),
    };

    /// <summary>The number of jobs.</summary>
    /// <exception cref="InvalidOptionException">It is below 1.</exception>
    internal static int JobsOf(ParseResult parsed) => AtLeastOne(parsed, Jobs);

    private static string[] DataFolders =>
        (Environment.GetEnvironmentVariable("OVERTONE_DATA") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static int AtLeastOne(ParseResult parsed, Option<int> option)
    {
        int value = parsed.GetValue(option);
        return value >= 1 ? value : throw new InvalidOptionException(option.Name, $"{value}", "a whole number of at least 1");
    }
}
