using System.Diagnostics;

namespace Overtone.Hosting;

/// <summary>The environment in which tensor work runs best, for processes that do nothing else.</summary>
internal static class WorkerEnvironment
{
    private static readonly (string Name, string Value)[] Settings =
    [
        // Room for the garbage between two moments at which tensor work lets the collector run, whatever the size of the caches here.
        ("DOTNET_GCgen0size", "0x4000000"),

        // Else glibc gives the memory of every large tensor back to the system, and faults it in again, page by page, for the next one.
        ("MALLOC_MMAP_THRESHOLD_", "1073741824"),
        ("MALLOC_TRIM_THRESHOLD_", "1073741824"),
    ];

    /// <summary>The names of the variables.</summary>
    public static IEnumerable<string> Names => Settings.Select(setting => setting.Name);

    /// <summary>Sets the variables for a process that is to be started; what is set already stays.</summary>
    /// <param name="start">How it is started.</param>
    public static void Prepare(ProcessStartInfo start)
    {
        foreach ((string name, string value) in Settings)
            start.Environment.TryAdd(name, value);
    }
}
