using System.Diagnostics;

namespace Overtone.Hosting;

/// <summary>How this program starts itself as a worker.</summary>
internal static class WorkerArguments
{
    /// <summary>The one argument that makes the program a worker.</summary>
    public const string Verb = "worker";

    /// <summary>A worker of this very program.</summary>
    public static ProcessStartInfo Start()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is unknown");
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        // Started as "dotnet program.dll", the process is dotnet and needs the program's file.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add(Verb);
        WorkerEnvironment.Prepare(start);
        return start;
    }
}
