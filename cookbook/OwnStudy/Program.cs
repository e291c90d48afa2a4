// A study of one's own: how far do partial Fourier sums of a square wave overshoot? Try: dotnet run -- run gibbs
using Overtone.Hosting;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

return StudyHost.Run(args, [new Gibbs()]);

internal sealed record GibbsOptions : StudyOptions
{
    [Option("Numbers of terms of the partial sums", Minimum = 1)]
    public int[] Terms { get; init; } = [10, 30, 100, 300, 1000];
}

internal sealed record GibbsTrial(int Terms) : TrialParameters
{
    public override string Label => $"{Terms} terms";
}

internal sealed class Gibbs : TableStudy<GibbsOptions, GibbsTrial>
{
    public override string Id => "gibbs";
    public override int Version => 1;
    public override string Title => "The overshoot of partial Fourier sums does not vanish";
    public override string Source => "Gibbs 1899";
    public override string Summary => "Sums the first terms of a square wave's Fourier series and measures how far they overshoot.";

    protected override GibbsOptions Options(Preset preset) => preset == Preset.Smoke ? new() { Terms = [10, 300] } : new();
    protected override string? Reduction(GibbsOptions options) => null;
    protected override IReadOnlyList<GibbsTrial> Plan(GibbsOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<GibbsTrial>> finished) =>
        [.. options.Terms.Select(terms => new GibbsTrial(terms))];

    protected override void Measure(GibbsTrial trial, TrialContext context)
    {
        var table = new TableBuilder("overshoot", Column.Integer("terms"), Column.Number("overshoot", "share of the jump"));
        double x = Math.PI / (2 * trial.Terms); // where the first maximum lies
        double sum = 4 / Math.PI * Enumerable.Range(1, trial.Terms).Sum(n => Math.Sin(((2 * n) - 1) * x) / ((2 * n) - 1));
        context.Write(table.Add(trial.Terms, (sum - 1) / 2).Build());
    }

    protected override StudyFindings Conclude(GibbsOptions options, TableSet tables) => new()
    {
        Claims =
        [
            new Claim
            {
                Id = "overshoot", Statement = "The overshoot tends to 8.95 % of the jump", Source = Source, Direction = Direction.AtMost, Threshold = 1e-4,
                Statistic = "distance from 0.08949 at the largest number of terms", Published = "0.08949 (computed)",
            }.Judge([Math.Abs(tables["overshoot"].Rows.MaxBy(r => r.Integer("terms")).Number("overshoot") - 0.0894899)]),
        ],
        Figures =
        [
            new Figure
            {
                Id = "overshoot", Title = Title, Caption = "The height of the first maximum above the wave, as a share of the jump.",
                Panels = [new SeriesPanel { Table = "overshoot", X = new Axis("terms", "terms", Logarithmic: true), Y = new Axis("overshoot", "overshoot"), Style = SeriesStyle.LinesAndPoints }],
            },
        ],
    };
}
