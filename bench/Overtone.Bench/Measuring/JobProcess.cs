using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Overtone.Bench.Measuring;

/// <summary>
/// A process of one thread that does as much of some work as a line asks for, and answers with a line: as one job of the tool does.
/// </summary>
internal sealed class JobProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="work">What it is started with; <see cref="Serve"/> must answer to it.</param>
    public JobProcess(params string[] work)
    {
        ProcessStartInfo start = OwnProgram.With(work);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    /// <summary>Works until there is nothing more to read.</summary>
    /// <param name="work">Does so much of it.</param>
    public static int Serve(Action<int> work)
    {
        set_num_threads(1);
        while (Console.ReadLine() is { } line)
        {
            work(int.Parse(line, CultureInfo.InvariantCulture));
            Console.WriteLine(line);
        }

        return 0;
    }

    /// <summary>The seconds that one such process a core takes for some work, shared out evenly.</summary>
    /// <param name="jobs">The processes.</param>
    /// <param name="amount">How much there is to do, in all.</param>
    public static double Time(IReadOnlyList<JobProcess> jobs, int amount) => Duel.Time(() =>
    {
        foreach (JobProcess job in jobs)
            job.Begin(amount / jobs.Count);
        foreach (JobProcess job in jobs)
            job.End();
    });

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Begin(int amount)
    {
        _process.StandardInput.WriteLine(amount.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    private void End()
    {
        if (_process.StandardOutput.ReadLine() is null)
            throw new IOException("a working process ended");
    }
}
