using System.Diagnostics;

namespace Overtone.Bench.Measuring;

/// <summary>This very program, as a process to start.</summary>
internal static class OwnProgram
{
    /// <summary>How it is started with some arguments.</summary>
    public static ProcessStartInfo With(params string[] arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is unknown");
        // Started as "dotnet program.dll", the process is dotnet and needs the program's file.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        return new ProcessStartInfo(program, [.. self, .. arguments]) { UseShellExecute = false };
    }
}
