using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

/// <summary>What may go from a store, and how it goes.</summary>
public sealed class StorePruningTests : IDisposable
{
    private static readonly DateTime Later = DateTime.UtcNow.AddDays(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TrialStore Store => new(_folder["store"]);

    [Fact]
    public void What_a_run_names_is_kept_and_what_that_reads()
    {
        StoreEntry first = Measure(1), second = Measure(2, reads: first.Trial.Key), third = Measure(3, reads: second.Trial.Key);
        StoreEntry other = Measure(4);
        IReadOnlyList<StoreEntry> all = Entries();
        Assert.Equal(4, all.Count);
        Assert.Equal([other], Unnamed(Later, third.Trial));
        Assert.Equal([other, third], Unnamed(Later, second.Trial).OrderBy(e => e != other));
        Assert.Equal(4, Unnamed(Later).Count);
        Assert.Empty(Unnamed(DateTime.UtcNow.AddDays(-1)));

        IReadOnlyList<StoreEntry> Unnamed(DateTime before, params TrialReference[] named) =>
            new StorePruning(before).Unnamed(all, named.ToHashSet());
    }

    [Fact]
    public void Trials_that_are_deleted_are_gone_whole()
    {
        StoreEntry[] entries = [Measure(1), Measure(2)];
        var told = new List<StoreEntry>();
        new StorePruning(Later).Delete(Store, [entries[0]], told.Add, CancellationToken.None);
        Assert.Equal([entries[0]], told);
        Assert.Equal([entries[1]], Entries());
        Assert.False(Directory.Exists(entries[0].Folder));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Store.Folder, "partial")));
    }

    [Fact]
    public void What_a_run_works_with_stays_until_it_ends()
    {
        StoreEntry used = Measure(1), measured = Measure(2);
        var pruning = new StorePruning(DateTime.UtcNow);
        using (StoreUse use = Store.Use())
        {
            use.Add([used.ReadRecord()!.Trial]);
            using FileLock? held = Store.TryLock(measured.Trial.Key);
            pruning.Delete(Store, Entries(), _ => { }, CancellationToken.None);
            Assert.Equal(2, Entries().Count);
        }

        // The one that looked for runs may have looked before this one had a folder.
        pruning.Delete(Store, Entries(), _ => { }, CancellationToken.None);
        Assert.Equal([used], Entries());
        new StorePruning(Later).Delete(Store, Entries(), _ => { }, CancellationToken.None);
        Assert.Empty(Entries());
    }

    [Fact]
    public void A_killed_run_holds_nothing_and_old_uses_go()
    {
        StoreEntry entry = Measure(1);
        string uses = Path.Combine(Store.Folder, "uses"), left = Path.Combine(uses, "left" + StoreUse.Extension);
        Directory.CreateDirectory(uses);
        File.WriteAllText(left, $"{entry.Trial.Name}\n");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-2));
        new StorePruning(DateTime.UtcNow.AddDays(-1)).Delete(Store, [entry], _ => { }, CancellationToken.None);
        Assert.Empty(Entries());
        Store.Use().Dispose();
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void Stopped_it_keeps_the_rest()
    {
        for (int seed = 0; seed < 3; seed++)
            Measure(seed);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new StorePruning(Later).Delete(Store, Entries(), _ => { }, stop.Token));
        Assert.Equal(3, Entries().Count);
    }

    [Fact]
    public void Stopped_on_the_way_it_leaves_nothing_half_deleted()
    {
        for (int seed = 0; seed < 120; seed++)
            Measure(seed);
        var told = new List<StoreEntry>();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new StorePruning(Later).Delete(Store, Entries(), Told, stop.Token));
        Assert.InRange(told.Count, 1, 119);
        Assert.Equal(120 - told.Count, Entries().Count);
        Assert.All(told, entry => Assert.False(Directory.Exists(entry.Folder)));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Store.Folder, "partial")));

        void Told(StoreEntry entry)
        {
            told.Add(entry);
            stop.Cancel();
        }
    }

    private IReadOnlyList<StoreEntry> Entries() => [.. StoreInventory.Trials(Store, "coin")];

    private StoreEntry Measure(long seed, string reads = "")
    {
        var parameters = System.Text.Json.JsonSerializer.SerializeToElement(new { Seed = seed, Reads = new { Key = reads } });
        var trial = new Trial("coin", 1, $"coin {seed}", parameters, new TrialResources("", "cpu", 1), []);
        using (TrialWriter writer = Store.Begin(trial))
        {
            writer.WriteArtefact("coin.bin", stream => stream.WriteByte(1));
            writer.Commit();
        }

        return Entries().Single(e => e.Trial.Key == trial.Key);
    }
}
