using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Overtone.Bench.Measuring;

/// <summary>A program that is started, waited for and timed.</summary>
/// <param name="File">The executable.</param>
internal sealed partial record StartedProgram(string File)
{
    /// <summary>The project of the command line tool, and its program's name.</summary>
    public const string Tool = "Overtone.Cli";

    /// <summary>The command line tool as <c>dotnet build</c> left it, in the configuration of this program.</summary>
    public static StartedProgram BuiltTool() =>
        In(
            RepositoryFolder.Combine(
                "src", Tool, Path.GetRelativePath(RepositoryFolder.Combine("bench", "Overtone.Bench"), AppContext.BaseDirectory)),
            Tool);

    /// <summary>The program of a name in a folder.</summary>
    public static StartedProgram In(string folder, string name) =>
        new(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name));

    /// <summary>The seconds from its start to its end.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public double Time(params string[] arguments) => Duel.Time(() => Run(Description(arguments)));

    /// <summary>
    /// What it says beside its results, line by line, and the processor seconds that it and all that it starts take; NaN where there is no
    /// /proc.
    /// </summary>
    /// <exception cref="IOException">It failed.</exception>
    public (IReadOnlyList<string> Messages, double ProcessorSeconds) Watch(params string[] arguments)
    {
        var messages = new List<string>();
        double before = Machine.ProcessorSecondsOfChildren;
        Run(Description(arguments), messages.Add);
        return (messages, Machine.ProcessorSecondsOfChildren - before);
    }

    /// <summary>
    /// The libraries of libtorch that it maps, as glibc's dynamic loader itself reports them; empty where there is no such loader.
    /// </summary>
    public IReadOnlyList<string> MappedTorchLibraries(params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            ProcessStartInfo start = Description(arguments);
            start.Environment["LD_DEBUG"] = "files";
            start.Environment["LD_DEBUG_OUTPUT"] = Path.Combine(folder.FullName, "loader");
            Run(start);
            // One file a process: the program's children count too.
            return [.. folder.GetFiles().SelectMany(report => System.IO.File.ReadLines(report.FullName))
                .Select(line => MappedFile().Match(line)).Where(match => match.Success)
                .Select(match => Path.GetFileName(match.Groups["file"].Value))
                .Where(name => name.Contains("torch", StringComparison.OrdinalIgnoreCase)).Distinct().Order()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private ProcessStartInfo Description(string[] arguments) =>
        new(File, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

    private static void Run(ProcessStartInfo start, Action<string>? message = null)
    {
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, e) => message?.Invoke(e.Data ?? "");
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}");
    }

    [GeneratedRegex(
        @"file=(?<file>\S+) \[\d+\];\s+generating link map", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MappedFile();
}
