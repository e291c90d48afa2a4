using System.Diagnostics;
using System.Globalization;
using Overtone.Bench.Measuring;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>A process that trains one seed with one thread, as one job of the tool does: it takes as many steps as a line asks for, and answers with a line.</summary>
internal sealed class SinesWorker : IDisposable
{
    private const string Verb = "sines-worker";

    private readonly Process _process;

    public SinesWorker()
    {
        ProcessStartInfo start = OwnProgram.With(Verb);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    /// <summary>Whether this process was started as one.</summary>
    public static bool IsAskedFor(string[] args) => args is [Verb];

    /// <summary>Trains until there is nothing more to read.</summary>
    public static int Serve()
    {
        set_num_threads(1);
        using var training = new BlockTraining(seeds: 1, size: 1);
        while (Console.ReadLine() is { } line)
            Console.WriteLine(Duel.Spell(training.Time(int.Parse(line, CultureInfo.InvariantCulture))));
        return 0;
    }

    /// <summary>Asks for some steps.</summary>
    public void Begin(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until they are taken.</summary>
    public void End()
    {
        if (_process.StandardOutput.ReadLine() is null)
            throw new IOException("a training process ended");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
