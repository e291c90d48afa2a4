using System.Text.Json;
using Overtone.Fuzz.Mutation;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Fuzz.Kinds;

/// <summary>What runs store and read back.</summary>
internal static class StoreKinds
{
    private static readonly Trial Sample = new(
        "coin", 1, "coin 1", JsonSerializer.SerializeToElement(new { seed = 1, sides = 2 }, StudyJson.Compact),
            new TrialResources("", "cpu", 1), [new InputFile("x", new string('0', 64))]);

    private static readonly string RecordFile = $"trials/{Sample.Study}/{Sample.Key}/trial.json";

    public static IEnumerable<InputKind> All() =>
    [
        new("trial", Structure.Json, RecordFile, [Stored(RecordFile)], folder =>
            new TrialStore(folder).Find(Sample.Study, Sample.Key)) { Prepare = Store },
        new("trial-table", Structure.Bytes, $"trials/{Sample.Study}/{Sample.Key}/values.parquet",
            [Stored($"trials/{Sample.Study}/{Sample.Key}/values.parquet")], folder =>
            new TrialStore(folder).Find(Sample.Study, Sample.Key)) { Prepare = Store },
        new("parquet", Structure.Bytes, "t.parquet", [Parquet(Values()), Parquet(Repeated())], folder =>
            Walk(TableFile.Read(Path.Combine(folder, "t.parquet"), "t"))),
        new("run", Structure.Json, "run.json", [JsonSerializer.SerializeToUtf8Bytes(Manifest(), StudyJson.Indented)], folder =>
        {
            RunManifest manifest = RunFolder.ReadManifest(folder);
            RunFolder.ReadOptions(folder, manifest, typeof(SampleOptions));
        }),
        new("checksums", Structure.Json, "checksums.json",
            ["{\"/data/x|1|2\": \"0000000000000000000000000000000000000000000000000000000000000000\"}"u8.ToArray()], folder =>
        {
            // What is damaged is forgotten without a word.
            string file = Path.Combine(folder, "data");
            if (new InputChecksums(Path.Combine(folder, "checksums.json"), CancellationToken.None,
                smallData: 0).OfData([file])[0] != Checksum.OfFile(file))
                throw new InvalidOperationException("a wrong checksum");
        })
        {
            Prepare = folder => File.WriteAllText(Path.Combine(folder, "data"), "content"),
        },
        new("checkpoint", Structure.Bytes, "c.bin", [Checkpoint()], folder =>
        {
            using Stream stream = CheckpointFile.Open(Path.Combine(folder, "c.bin"));
            var content = new MemoryStream();
            stream.CopyTo(content);
            if (!content.ToArray().AsSpan().SequenceEqual(CheckpointContent))
                throw new InvalidOperationException("content that differs from what was written");
        }),
    ];

    private static byte[] CheckpointContent { get; } = [.. Enumerable.Range(0, 500).Select(value => (byte)value)];

    private static RunManifest Manifest() => new()
    {
        Study = "coin",
        StudyVersion = 1,
        Title = "Coins",
        Source = "none",
        Command = "overtone run coin",
        Options = JsonSerializer.SerializeToElement(new SampleOptions(), StudyJson.Compact),
        Started = DateTimeOffset.UnixEpoch,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" },
        Trials = [Sample.Key],
    };

    private static Table Values()
    {
        var table = new TableBuilder("values", Column.Integer("seed"), Column.Number("value", "coins"), Column.Text("side"));
        for (int row = 0; row < 20; row++)
            table.Add(row, row * 0.5, $"side {row}");
        return table.Build();
    }

    private static Table Repeated()
    {
        var table = new TableBuilder("values", Column.Text("side"), Column.Integer("count"));
        for (int row = 0; row < 300; row++)
            table.Add(row % 2 == 0 ? "heads" : "tails", 7);
        return table.Build();
    }

    private static void Walk(Table table)
    {
        foreach (Row row in table.Rows)
        {
            foreach (Column column in table.Columns)
                row.Text(column.Name);
        }
    }

    private static byte[] Parquet(Table table) => ThroughFile(path => TableFile.Write(table, path));

    private static byte[] Checkpoint() => ThroughFile(path => CheckpointFile.Write(path, stream => stream.Write(CheckpointContent)));

    private static void Store(string folder)
    {
        using TrialWriter writer = new TrialStore(folder).Begin(Sample);
        writer.Write(Values());
        writer.WriteArtefact("weights.dat", stream => stream.Write("heavy"u8));
        writer.Commit();
    }

    private static byte[] Stored(string file)
    {
        string folder = Directory.CreateTempSubdirectory("overtone-fuzz-").FullName;
        try
        {
            Store(folder);
            return File.ReadAllBytes(Path.Combine(folder, file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] ThroughFile(Action<string> write)
    {
        string path = Path.GetTempFileName();
        try
        {
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record SampleOptions : StudyOptions
    {
        [Option("Throws", Minimum = 1)]
        public int Throws { get; init; } = 8;

        [Option("Weights", Minimum = 0)]
        public double[] Weights { get; init; } = [0.5, 0.5];
    }
}
