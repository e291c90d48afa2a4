namespace Overtone.Studies.Runs;

/// <summary>The uses of a store, held so that no run can add to them: trials are deleted only meanwhile.</summary>
internal sealed class UsesAtRest : IDisposable
{
    private readonly FileLock _gate;

    private UsesAtRest(FileLock gate, HashSet<string> trials) => (_gate, Trials) = (gate, trials);

    /// <summary>The trials in use, by their names; see <see cref="TrialReference.Name"/>.</summary>
    public IReadOnlySet<string> Trials { get; }

    /// <summary>Takes hold of them.</summary>
    /// <param name="folder">Where the store keeps uses.</param>
    /// <param name="since">Uses that ended later count as well (UTC).</param>
    /// <param name="cancellation">Ends the waiting for a run that changes them.</param>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public static UsesAtRest Take(string folder, DateTime since, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        FileLock gate = StoreUse.Gate(folder, cancellation);
        try
        {
            IEnumerable<string> counted = Files(folder).Where(file => File.GetLastWriteTimeUtc(file) >= since || IsHeld(file));
            return new UsesAtRest(gate, [.. counted.SelectMany(Read)]);
        }
        catch
        {
            gate.Dispose();
            throw;
        }
    }

    /// <summary>Removes those that ended long ago. The caller holds the gate.</summary>
    internal static void RemoveBefore(string folder, DateTime time)
    {
        foreach (string file in Files(folder).Where(file => File.GetLastWriteTimeUtc(file) < time && !IsHeld(file)))
            File.Delete(file);
    }

    /// <summary>Lets runs go on.</summary>
    public void Dispose() => _gate.Dispose();

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*" + StoreUse.Extension);

    private static bool IsHeld(string file)
    {
        using FileLock? held = FileLock.TryTake(file);
        return held is null;
    }

    private static string[] Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
