using System.Diagnostics;

namespace Overtone.Models;

/// <summary>
/// How the library is started as a program, with the libraries of the program that uses it: by the runtime that runs this process, with its
/// list of dependencies.
/// </summary>
internal static class ProbeCommand
{
    private const string Dependencies = "APP_CONTEXT_DEPS_FILES";

    /// <exception cref="NotSupportedException">This program came as one file, or with a runtime of its own.</exception>
    internal static ProcessStartInfo Create()
    {
        string? dependencies = (AppContext.GetData(Dependencies) as string)?.Split(';').FirstOrDefault(File.Exists);
        string? settings = dependencies is null
            ? null
            : Path.ChangeExtension(Path.ChangeExtension(dependencies, null), ".runtimeconfig.json");
        string library = typeof(ProbeCommand).Assembly.Location;
        if (FindRuntime() is not { } runtime || !File.Exists(settings) || !File.Exists(library))
        {
            throw new NotSupportedException(
                "Models can be tried in a separate process only from a program that runs on an installed .NET, with its .deps.json "
                + "and .runtimeconfig.json next to it.");
        }

        var start = new ProcessStartInfo(runtime)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", "--depsfile", dependencies!, "--runtimeconfig", settings, library])
            start.ArgumentList.Add(argument);
        // No dump of what is expected to happen.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    // The runtime lies in ROOT/shared/Microsoft.NETCore.App/VERSION.
    private static string? FindRuntime()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        string program = Path.GetFullPath(Path.Combine(folder, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return folder.Length > 0 && File.Exists(program) ? program : null;
    }
}
