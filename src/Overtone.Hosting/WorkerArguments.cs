using System.Diagnostics;

namespace Overtone.Hosting;

/// <summary>How this program starts itself as a worker.</summary>
internal static class WorkerArguments
{
    /// <summary>The one argument that makes the program a worker.</summary>
    public const string Verb = "worker";

    private const string YoungestGeneration = "0x4000000";

    // glibc gives memory of this size and more back at once, and faults it in again, page by page, for the next tensor.
    private const string KeptMemory = "1073741824";

    /// <summary>A worker of this very program.</summary>
    public static ProcessStartInfo Start()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is unknown");
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        // Started as "dotnet program.dll", the process is dotnet and needs the program's file.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add(Verb);
        // Room for the garbage between two moments at which tensor work lets the collector run, whatever the size of the caches here.
        start.Environment["DOTNET_GCgen0size"] = YoungestGeneration;
        foreach (string threshold in (string[])["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"])
            start.Environment.TryAdd(threshold, KeptMemory);
        return start;
    }
}
