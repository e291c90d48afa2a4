using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Overtone.Hosting;

namespace Overtone.Bench.Measuring;

/// <summary>
/// A Python program that answers one line with one line, so that it can take turns with us. It is started once, imports and loads its data
/// before the first turn, and times itself: neither side's start is part of a figure.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    private PythonPeer(Process process, string introduction) => (_process, Introduction) = (process, introduction);

    /// <summary>What the peer says about itself: versions, libraries, threads.</summary>
    public string Introduction { get; }

    /// <summary>Starts a peer; when that is impossible, says why in a remark and returns null.</summary>
    /// <param name="session">Where to look for Python, and where the remark goes.</param>
    /// <param name="module">The module it cannot do without.</param>
    /// <param name="script">Its file name under <c>bench/peers</c>.</param>
    /// <param name="threads">How many threads it may use.</param>
    /// <param name="arguments">Its arguments.</param>
    public static PythonPeer? Start(BenchSession session, string module, string script, int threads, params string[] arguments)
    {
        IEnumerable<string> candidates = session.Python is { } named
            ? [named]
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "python3"))
                .Where(File.Exists);
        if (candidates.FirstOrDefault(program => Has(program, module)) is not { } python)
        {
            BenchSession.Remark(
                $"comparison skipped: {(session.Python is null ? "no python3 on PATH" : session.Python + " does not start or")} has no "
                + $"module {module}; --python names another one");
            return null;
        }

        Process process = Process.Start(Description(python, threads, [RepositoryFolder.Combine("bench", "peers", script), .. arguments]))!;
        string introduction = process.StandardOutput.ReadLine() ?? throw new IOException($"{script} ended before it was ready");
        return new PythonPeer(process, introduction);
    }

    /// <summary>Asks for one turn; the answer is a number.</summary>
    public double Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new IOException($"the peer ended at '{request}'");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }

    private static bool Has(string program, string module)
    {
        try
        {
            using Process process = Process.Start(Description(program, 1, ["-c", $"import {module}"], silent: true))!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Description(string program, int threads, string[] arguments, bool silent = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = silent,
        };
        foreach (string variable in new[] { "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        foreach (string variable in WorkerEnvironment.Names)
            start.Environment.Remove(variable);
        return start;
    }
}
