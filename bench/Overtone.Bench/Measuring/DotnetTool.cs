using System.Diagnostics;

namespace Overtone.Bench.Measuring;

/// <summary>Runs <c>dotnet</c>, the way a user does.</summary>
internal static class DotnetTool
{
    private const int LinesOfFailure = 5;

    /// <summary>Builds or publishes a project into a folder.</summary>
    /// <param name="verb"><c>build</c> or <c>publish</c>.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="output">Where the program goes.</param>
    /// <param name="properties">Properties of the build, as <c>Name=Value</c>.</param>
    /// <exception cref="IOException">It failed.</exception>
    public static void Make(string verb, string project, string output, params string[] properties)
    {
        string[] arguments =
        [
            verb,
            project,
            "-c",
            "Release",
            "-o",
            output,
            "-v",
            "quiet",
            .. properties.Select(property => $"-p:{property}"),
        ];
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"dotnet {verb} {project} failed: {string.Join(" | ", lines.TakeLast(LinesOfFailure))}");
    }
}
