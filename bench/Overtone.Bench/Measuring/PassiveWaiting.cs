using System.Diagnostics;

namespace Overtone.Bench.Measuring;

/// <summary>
/// Makes threads that wait for each other sleep instead of spin, in this process and in the peers it starts. With a second program on the
/// machine, spinning threads push their own partners off the cores, and a figure would measure the neighbour. libtorch reads the setting
/// when it is loaded, and what .NET sets in its own environment native code does not see: hence a process of its own.
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
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
