using System.Diagnostics;

namespace Overtone.Cli.Tests;

/// <summary>Debian's Python, for pages whose scripts run and for independent computations.</summary>
internal static class Interpreter
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Skips the test where Python or a module is missing, and says what to install.</summary>
    public static void RequireOrSkip(string module, string package)
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}");
        Assert.SkipUnless(
            Run(Path.GetTempPath(), "-c", $"import {module}").ExitCode == 0,
            $"needs {module} for {Python} (Debian: apt-get install {package})");
    }

    /// <summary>Runs it in a folder.</summary>
    public static (int ExitCode, string Output, string Error) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error);
    }
}
