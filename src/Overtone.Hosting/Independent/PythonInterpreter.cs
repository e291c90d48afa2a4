using System.Diagnostics;

namespace Overtone.Hosting.Independent;

/// <summary>A Python that has NumPy and SciPy.</summary>
/// <param name="Path">The program.</param>
/// <param name="Versions">What it is, such as <c>Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1</c>.</param>
internal sealed record PythonInterpreter(string Path, string Versions)
{
    private const string AskVersions =
        "import platform, numpy, scipy; print(f'Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}')";

    private static readonly string[] Usual = OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];

    /// <summary>The Python that is asked for, or the first of the usual ones that has both libraries.</summary>
    /// <param name="asked">A program's name or path; null for the usual ones.</param>
    /// <param name="reason">Why there is none.</param>
    public static PythonInterpreter? Find(string? asked, out string reason)
    {
        reason = "";
        foreach (string program in asked is null ? Usual : [asked])
        {
            if (Run(program, ["-c", AskVersions], "", CancellationToken.None) is not var (code, output, error))
                reason = reason.Length > 0 ? reason : $"{program}: there is no such program";
            else if (code == 0)
                return new PythonInterpreter(program, output.Trim());
            else
                reason = $"{program}: {LastLine(error)} (on Debian: apt install python3-numpy python3-scipy)";
        }

        return null;
    }

    /// <summary>What a program printed to both outputs for some input, and its exit code; null where it cannot be started.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, and ended.</exception>
    public static (int ExitCode, string Output, string Error)? Run(
        string program, IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // One thread each, as ours: several scripts run at a time.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None),
                error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read everything; what it printed says why.
            }

            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return (process.ExitCode, output.Result, error.Result);
        }
    }

    /// <summary>The last line that says something: of a Python error, what went wrong.</summary>
    public static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("it printed nothing");
}
