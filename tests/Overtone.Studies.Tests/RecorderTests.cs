using System.Text;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests;

/// <summary>A trial that is stopped or killed goes on with the rows it had, and ends with the tables of one that was not.</summary>
public sealed class RecorderTests : IDisposable
{
    private static readonly Trial Trial = new(
        "recorder", 1, "", System.Text.Json.JsonDocument.Parse("{}").RootElement, new TrialResources("", "cpu", 1), []);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_stored_seed_by_seed_unless_their_type_says_otherwise()
    {
        var tables = Measure(to =>
        {
            foreach (var step in new[] { 0L, 10 })
            {
                to.Add(new long[] { 7, 3 }.Select(seed => new Record(seed, step, seed + step)));
                to.Add(new InOrder(7, step), new InOrder(3, step));
            }
        });
        Assert.Equal([(7, 0), (7, 10), (3, 0), (3, 10)], tables.Rows<Record>().Select(r => (r.Seed, r.Step)));
        Assert.Equal([(7, 0), (3, 0), (7, 10), (3, 10)], tables.Rows<InOrder>().Select(r => (r.Seed, r.Step)));
    }

    [Fact]
    public void A_table_is_stored_empty_when_asked_for_and_not_at_all_when_it_is_the_trials_own()
    {
        var tables = Measure(to =>
        {
            to.Add<Record>();
            to.Add(new Scratch(1));
            Assert.Equal([new Scratch(1)], to.Rows<Scratch>());
        });
        Assert.Equal(0, tables["records"].RowCount);
        Assert.Single(tables.All);
    }

    [Fact]
    public void Rows_of_one_type_go_to_several_tables()
    {
        var tables = Measure(to =>
        {
            to.AddTo("first", [new Scratch(1)]);
            to.AddTo("second", [new Scratch(2), new Scratch(3)]);
        });
        // The type's rows are the trial's own under any name.
        Assert.Empty(tables.All);
        tables = Measure(to => to.AddTo("other_records", [new Record(1, 2, 3)]));
        Assert.Equal(1, tables["other_records"].RowCount);
    }

    [Fact]
    public void Two_types_of_one_table_are_refused() => Assert.Contains(
        "others", Assert.Throws<ArgumentException>(() => Measure(to =>
        {
            to.Add<Record>();
            to.Add<OtherRecord>();
        })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(63)]
    public void A_trial_killed_at_any_point_ends_with_the_same_rows(int advancesBeforeDeath)
    {
        var expected = Measure(to => Work(to, int.MaxValue));
        Assert.Throws<InvalidOperationException>(() => Measure(to => Work(to, advancesBeforeDeath), keep: true));
        var advances = 0;
        var resumed = Measure(to => advances = Work(to, int.MaxValue));
        Assert.Equal(expected.All.Select(Csv), resumed.All.Select(Csv));
        // The checkpoint is that of the piece before death: of two things of 40 steps each, no step is taken twice.
        Assert.Equal(80 - advancesBeforeDeath, advances);
    }

    [Fact]
    public void What_is_followed_until_it_is_done_goes_on_too()
    {
        var counter = new Counter(25);
        Assert.Throws<InvalidOperationException>(() => Measure(to => Until(to, counter), keep: true));
        counter = new Counter(int.MaxValue);
        var tables = Measure(to => Until(to, counter));
        Assert.Equal(55 - 25, counter.Taken);
        Assert.Equal([new Record(1, 55, 55 * 54 / 2)], tables.Rows<Record>());

        static void Until(Recorder to, Counter work)
        {
            to.FollowUntil(work, 1000, 5, () => work.Step >= 55, () => (work.Step / 55.0, "counting"));
            to.Add(new Record(1, work.Step, work.Sum));
        }
    }

    [Fact]
    public void A_checkpoint_of_another_build_is_announced_and_left()
    {
        CheckpointFile.Write(
            new TrialStore(_folder.Path).CheckpointPath(Trial.Key),
            stream => stream.Write(Encoding.UTF8.GetBytes("something else altogether")));
        var told = new List<string>();
        var tables = Measure(to => Work(to, int.MaxValue), told: told);
        Assert.Contains(told, text => text.Contains("another build", StringComparison.Ordinal));
        Assert.Equal(2 * 5, tables.Rows<Record>().Count);
    }

    // Rows before, between and while following: none may come twice.
    private static int Work(Recorder to, int advancesBeforeDeath)
    {
        var first = new Counter(advancesBeforeDeath);
        to.Add(new Note("begun"));
        to.Follow(first, [0, 10, 20, 30, 40], step => to.Add(new Record(1, step, first.Sum)));
        to.Add(new Note($"first: {first.Sum}"));
        var second = new Counter(advancesBeforeDeath - first.Taken);
        to.Follow(second, [0, 10, 20, 30, 40], step => to.Add(new Record(2, step, first.Sum + second.Sum)));
        to.Add(new Note("done"));
        return first.Taken + second.Taken;
    }

    private TableSet Measure(Action<Recorder> measure, bool keep = false, List<string>? told = null)
    {
        var store = new TrialStore(_folder.Path);
        var environment = new RunEnvironment { Store = _folder.Path, CheckpointInterval = TimeSpan.Zero };
        using (var writer = store.Begin(Trial))
        {
            var recorder = new Recorder(
                new TrialContext(store, writer, environment, (kind, _, text) => told?.Add(text), CancellationToken.None));
            measure(recorder);
            recorder.WriteTables();
            writer.Commit();
        }

        if (!keep)
            File.Delete(store.CheckpointPath(Trial.Key));
        return new TableSet(store.Find(Trial, out _)!.Tables);
    }

    private static string Csv(Table table)
    {
        using var text = new StringWriter();
        TableCsv.Write(table, text);
        return $"{table.Name}\n{text}";
    }

    /// <summary>Sums the numbers of its steps, and dies before a step.</summary>
    private sealed class Counter(int advancesBeforeDeath) : IStepwise
    {
        public long Step { get; private set; }

        public long Sum { get; private set; }

        public int Taken { get; private set; }

        public void AdvanceTo(long step, CancellationToken cancellation)
        {
            while (Step < step)
            {
                if (Taken == advancesBeforeDeath)
                    throw new InvalidOperationException("killed");
                Taken++;
                Sum += Step++;
            }
        }

        public void Save(Stream stream) => stream.Write([.. BitConverter.GetBytes(Step), .. BitConverter.GetBytes(Sum)]);

        public void Load(Stream stream)
        {
            var bytes = new byte[16];
            stream.ReadExactly(bytes);
            (Step, Sum) = (BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes, 8));
        }
    }

    [Table("records")]
    internal sealed record Record(long Seed, long Step, double Value);

    [Table("records")]
    internal sealed record OtherRecord(long Seed, string Name);

    [Table("in_order", BySeed = false)]
    internal sealed record InOrder(long Seed, long Step);

    [Table("notes")]
    internal sealed record Note(string Text);

    [Table("scratch", IsStored = false)]
    internal sealed record Scratch(int Value);
}
