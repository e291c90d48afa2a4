using System.Diagnostics;
using Overtone.Hosting;

namespace Overtone.Bench.Measuring;

/// <summary>
/// Makes threads that wait for each other sleep instead of spin, in this process and in the peers it starts. With a second program on the
/// machine, spinning threads push their own partners off the cores, and a figure would measure the neighbour. libtorch reads the setting
/// when it is loaded, and what .NET sets in its own environment native code does not see: hence a process of its own. It has the
/// environment of a worker, in which all of an audit's tensor work runs; peers do not.
/// </summary>
internal static class PassiveWaiting
{
    private const string Variable = "OMP_WAIT_POLICY";

    /// <summary>Runs this program again with the setting; null when it is made already.</summary>
    public static int? Restart(string[] args)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
            return null;
        ProcessStartInfo start = OwnProgram.With(args);
        start.Environment[Variable] = "passive";
        WorkerEnvironment.Prepare(start);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
