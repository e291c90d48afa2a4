// A study of one's own: how far do partial Fourier sums of a square wave overshoot? Try: dotnet run -- run gibbs
using Overtone.Hosting;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

return StudyHost.Run(args, [new Gibbs()]);

internal sealed record GibbsOptions : StudyOptions, IPresets<GibbsOptions>
{
    public static GibbsOptions Smoke => new() { Terms = [10, 300] };

    [Option("Numbers of terms of the partial sums", Minimum = 1, Reduced = Reduced.WhenMissing)]
    public int[] Terms { get; init; } = [10, 30, 100, 300, 1000];
}

internal sealed record GibbsTrial(int Terms) : TrialParameters
{
    public override string Label => $"{Terms} terms";
}

internal sealed class Gibbs()
    : Study<GibbsOptions, GibbsTrial>("gibbs", "The overshoot of partial Fourier sums does not vanish", "Gibbs 1899")
{
    [Table("overshoot")]
    internal sealed record Peak(int Terms, [Unit("share of the jump")] double Overshoot);

    public override string Summary => "Sums the first terms of a square wave's Fourier series and measures how far they overshoot.";

    protected override IEnumerable<GibbsTrial> Plan(GibbsOptions options) => options.Terms.Select(terms => new GibbsTrial(terms));

    protected override void Measure(GibbsTrial trial, Recorder to)
    {
        double x = Math.PI / (2 * trial.Terms); // where the first maximum lies
        double sum = 4 / Math.PI * Enumerable.Range(1, trial.Terms).Sum(n => Math.Sin(((2 * n) - 1) * x) / ((2 * n) - 1));
        to.Add(new Peak(trial.Terms, (sum - 1) / 2));
    }

    protected override void Conclude(GibbsOptions options, Conclusion to)
    {
        to.Claim("overshoot", "The overshoot tends to 8.95 % of the jump")
            .By("distance from 0.08949 at the largest number of terms").AtMost(1e-4).Published("0.08949 (computed)")
            .Of(Math.Abs(to.Rows<Peak>().MaxBy(r => r.Terms)!.Overshoot - 0.0894899));
        to.Figure(
            "overshoot", Title, "The height of the first maximum above the wave, as a share of the jump.",
            new Plot<Peak>().X(r => r.Terms, "terms", log: true).Y(r => r.Overshoot, "overshoot").LinesAndPoints());
    }
}
