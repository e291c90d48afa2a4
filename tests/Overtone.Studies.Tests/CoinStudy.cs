using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests;

/// <summary>A study small enough to see through: each trial writes the numbers seed, 2·seed, ..., sides·seed.</summary>
internal sealed class CoinStudy(int version = 1) : Study<CoinOptions, CoinTrial>("coin", "Coins", "none", version)
{
    public Action<CoinTrial, Recorder>? OnMeasure { get; init; }

    public Action? OnPlan { get; init; }

    public int MeasuredTrials { get; private set; }

    public string? InputFile { get; init; }

    public string? DataFile { get; init; }

    public Func<CoinTrial, bool> Optional { get; init; } = _ => false;

    public Func<CoinOptions, IReadOnlyList<FirstLook>> Looks { get; init; } = _ => [];

    public string WrittenTable { get; init; } = "values";

    public override string Summary => "Throws coins.";

    public override IReadOnlyList<FirstLook> FirstLooksOf(StudyOptions options) => Looks((CoinOptions)options);

    protected override IEnumerable<CoinTrial> Plan(CoinOptions options, TrialPlanning<CoinTrial> planning)
    {
        OnPlan?.Invoke();
        CoinTrial[] first = [.. Enumerable.Range(0, options.Throws).Select(n => new CoinTrial(options.Seed + n, options.Sides))];
        // A second round that sees the first one's results.
        return options.Encore && planning.Finished.Count >= first.Length
            ? [.. first, new CoinTrial((long)planning.Finished[0].Tables["values"].As<CoinValue>().Sum(r => r.Value) + 1000, options.Sides)]
            : first;
    }

    protected override IReadOnlyList<string> InputFiles(CoinTrial trial, RunEnvironment environment) =>
        InputFile is null ? [] : [InputFile];

    protected override IReadOnlyList<string> DataFiles(CoinTrial trial, RunEnvironment environment) => DataFile is null ? [] : [DataFile];

    protected override bool IsOptional(CoinOptions options, CoinTrial trial) => Optional(trial);

    protected override void Measure(CoinTrial trial, Recorder to)
    {
        MeasuredTrials++;
        OnMeasure?.Invoke(trial, to);
        to.AddTo(
            WrittenTable,
            Enumerable.Range(1, trial.Sides).Select(side => new CoinValue(trial.Seed, trial.Seed * side, $"side {side}")));
    }

    protected override void Conclude(CoinOptions options, Conclusion to) => to.Claim("rises", "Values rise").By("mean value").AtLeast(1)
        .PerSeed(to.Tables["values"].As<CoinValue>().GroupBy(r => r.Seed, (_, one) => one.Average(r => r.Value)));
}

[Table("values")]
internal sealed record CoinValue(long Seed, [Unit("coins")] double Value, string Side);

internal sealed record CoinOptions : StudyOptions, IPresets<CoinOptions>
{
    public static CoinOptions Smoke => new() { Throws = 2 };

    [Option("Throws", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
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
