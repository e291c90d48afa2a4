namespace Overtone.Studies.Runs;

/// <summary>
/// What of a store no run needs, and how it is deleted: trial by trial, each in one step, also while runs work with the store.
/// </summary>
/// <param name="before">What was stored later is kept, and what a run worked with later (UTC).</param>
internal sealed class StorePruning(DateTime before)
{
    private const int AtOnce = 100;

    /// <summary>The trials that no run names and that are old enough.</summary>
    /// <param name="entries">The trials of the store, all studies'.</param>
    /// <param name="named">The trials that runs name. What those read is kept as well.</param>
    public IReadOnlyList<StoreEntry> Unnamed(IReadOnlyList<StoreEntry> entries, IReadOnlySet<TrialReference> named)
    {
        HashSet<string> kept = KeysReadBy(entries, [.. entries.Where(e => named.Contains(e.Trial) || e.Measured > before)]);
        return [.. entries.Where(e => !kept.Contains(e.Trial.Key))];
    }

    /// <summary>Deletes trials, but for those that a run works with by now.</summary>
    /// <param name="store">The store.</param>
    /// <param name="entries">The trials.</param>
    /// <param name="deleted">Told of each when it is gone from the store.</param>
    /// <param name="cancellation">Stops between two trials; those that are told of are deleted whole.</param>
    /// <exception cref="IOException">The store cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Delete(TrialStore store, IEnumerable<StoreEntry> entries, Action<StoreEntry> deleted, CancellationToken cancellation)
    {
        store.RemoveLeftovers();
        foreach (StoreEntry[] some in entries.Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (string moved in MoveAway(store, some, deleted, cancellation))
                Directory.Delete(moved, recursive: true);
        }
    }

    // Out of the store in one step each; what is left of them if this process is killed, the next run removes.
    private List<string> MoveAway(TrialStore store, StoreEntry[] entries, Action<StoreEntry> deleted, CancellationToken cancellation)
    {
        var moved = new List<string>();
        using UsesAtRest uses = store.HoldUses(before, cancellation);
        foreach (StoreEntry entry in entries.Where(e => !uses.Trials.Contains(e.Trial.Name)))
        {
            using FileLock? held = store.TryLock(entry.Trial.Key);
            if (held is null || !Directory.Exists(entry.Folder))
                continue;
            string aside = store.NewPartialPath();
            Directory.Move(entry.Folder, aside);
            moved.Add(aside);
            deleted(entry);
        }

        return moved;
    }

    // A trial names what it reads by key in its parameters, so any key that stands there counts.
    private static HashSet<string> KeysReadBy(IReadOnlyList<StoreEntry> entries, IReadOnlyList<StoreEntry> trials)
    {
        ILookup<string, StoreEntry> byKey = entries.ToLookup(e => e.Trial.Key, StringComparer.Ordinal);
        HashSet<string> keys = new(trials.Select(e => e.Trial.Key), StringComparer.Ordinal);
        var unread = new Queue<StoreEntry>(trials);
        while (unread.TryDequeue(out StoreEntry? entry))
        {
            string parameters = entry.ReadRecord()?.Trial.Parameters.GetRawText() ?? "";
            IEnumerable<string> read = TrialRecordRules.KeyInText().Matches(parameters).Select(match => match.Value);
            foreach (StoreEntry found in read.Where(key => byKey.Contains(key) && keys.Add(key)).SelectMany(key => byKey[key]))
                unread.Enqueue(found);
        }

        return keys;
    }
}
