using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests;

/// <summary>A study small enough to see through: each trial writes the numbers seed, 2·seed, ..., sides·seed.</summary>
internal sealed class CoinStudy : TableStudy<CoinOptions, CoinTrial>
{
    public Action<CoinTrial, TrialContext>? OnMeasure { get; init; }

    public Action? OnPlan { get; init; }

    public int MeasuredTrials { get; private set; }

    public string? InputFile { get; init; }

    public string? DataFile { get; init; }

    public Func<CoinTrial, bool> Optional { get; init; } = _ => false;

    public int CoinVersion { get; init; } = 1;

    public string WrittenTable { get; init; } = "values";

    public override string Id => "coin";

    public override int Version => CoinVersion;

    public override string Title => "Coins";

    public override string Source => "none";

    public override string Summary => "Throws coins.";

    protected override CoinOptions Options(Preset preset) => preset == Preset.Smoke ? new() { Throws = 2 } : new();

    protected override string? Reduction(CoinOptions options) => options.Throws < 8 ? $"{options.Throws} throws" : null;

    protected override IReadOnlyList<CoinTrial> Plan(
        CoinOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<CoinTrial>> finished)
    {
        OnPlan?.Invoke();
        CoinTrial[] first = [.. Enumerable.Range(0, options.Throws).Select(n => new CoinTrial(options.Seed + n, options.Sides))];
        // A second round that sees the first one's results.
        return options.Encore && finished.Count >= first.Length
            ? [.. first, new CoinTrial((long)finished[0].Tables["values"].Numbers("value").Sum() + 1000, options.Sides)]
            : first;
    }

    protected override IReadOnlyList<string> InputFiles(CoinTrial trial, RunEnvironment environment) =>
        InputFile is null ? [] : [InputFile];

    protected override IReadOnlyList<string> DataFiles(CoinTrial trial, RunEnvironment environment) => DataFile is null ? [] : [DataFile];

    protected override bool IsOptional(CoinOptions options, CoinTrial trial) => Optional(trial);

    protected override void Measure(CoinTrial trial, TrialContext context)
    {
        MeasuredTrials++;
        OnMeasure?.Invoke(trial, context);
        var table = new TableBuilder(WrittenTable, Column.Integer("seed"), Column.Number("value", "coins"), Column.Text("side"));
        for (int side = 1; side <= trial.Sides; side++)
            table.Add(trial.Seed, (double)(trial.Seed * side), $"side {side}");
        context.Write(table.Build());
    }

    protected override StudyFindings Conclude(CoinOptions options, TableSet tables) => new()
    {
        Claims =
        [
            new Claim
            {
                Id = "rises",
                Statement = "Values rise",
                Source = "none",
                Statistic = "mean value",
                Threshold = 1,
                Direction = Direction.AtLeast,
                Replicate = "seed",
                Replicates = 8,
            }.Judge(
                [.. tables["values"].Rows.GroupBy(r => r.Integer("seed")).Select(g => g.Average(r => r.Number("value")))],
                Reduction(options)),
        ],
    };
}

internal sealed record CoinOptions : StudyOptions
{
    [Option("Throws", Minimum = 1)]
    public int Throws { get; init; } = 8;

    [Option("Sides", Minimum = 1, Maximum = 6)]
    public int Sides { get; init; } = 2;

    [Option("Whether to plan a second round")]
    public bool Encore { get; init; }

    [Option("Weights", Minimum = 0)]
    public double[] Weights { get; init; } = [0.5, 0.5];
}

internal sealed record CoinTrial(long Seed, int Sides) : TrialParameters
{
    public override string Label => $"coin {Seed}";
}
