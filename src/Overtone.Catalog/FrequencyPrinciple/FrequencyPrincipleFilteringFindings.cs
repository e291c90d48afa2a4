using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What <see cref="FrequencyPrincipleFiltering"/> concludes from its tables.</summary>
internal sealed class FrequencyPrincipleFilteringFindings(FrequencyPrincipleFilteringOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run: a part with under 1 % of the energy decides nothing; the low part leads in 95 % of recorded
    // epochs, by 0.05 on average.
    private const double SmallestShare = 0.01;
    private const double LeadThreshold = 0.95;
    private const double GapThreshold = 0.05;

    private const string PaperSource = "1901.06523, Fig. 3";

    public StudyFindings Conclude()
    {
        string[] settings = [.. tables["errors"].Rows.Select(r => r.Text("setting")).Distinct()];
        double[] usable = UsableVariances();
        return new StudyFindings
        {
            Claims = usable.Length == 0 ? [] : [.. settings.Select(s => Lead(s, usable)), .. settings.Select(s => Gap(s, usable))],
            Figures = [.. settings.Select(Curves)],
            Tables = [Shares()],
            Notes =
            [
                "The filter weighs samples with exp(−|x − x'|²/(2δ)), the sample itself included: δ is a variance in squared pixel units, and small ones leave every sample alone.",
                $"Both energy shares are in the table 'energy_shares'; a δ at which one is under {SmallestShare:P0} is flagged there and not used for the verdicts."
                    + (usable.Length == 0 ? " Here no δ is usable, so nothing is judged." : ""),
                "The two parts are not orthogonal (the filter is soft and normalised by row), so their energies do not add up to 1.",
            ],
        };
    }

    private JudgedClaim Lead(string setting, double[] usable) => new Claim
    {
        Id = "low-leads-" + Slug(setting),
        Statement = $"While training ({setting}), the low-frequency part has the smaller error",
        Source = PaperSource,
        Statistic = "share of recorded epochs and variances with e_low < e_high, mean over seeds",
        Threshold = LeadThreshold,
        Direction = Direction.AtLeast,
        Replicate = "seed",
        Replicates = 10,
        Published = "1 (digitised)",
    }.Judge([.. PerSeed(setting, usable).Select(pairs => pairs.Average(p => p.Low < p.High ? 1.0 : 0.0))], reduction);

    private JudgedClaim Gap(string setting, double[] usable) => new Claim
    {
        Id = "gap-" + Slug(setting),
        Statement = $"While training ({setting}), the low-frequency part is clearly ahead",
        Source = PaperSource,
        Statistic = "e_high − e_low, mean over recorded epochs, variances and seeds",
        Threshold = GapThreshold,
        Direction = Direction.AtLeast,
        Replicate = "seed",
        Replicates = 10,
        Published = "0.02 to 0.66 (digitised)",
    }.Judge([.. PerSeed(setting, usable).Select(pairs => pairs.Average(p => p.High - p.Low))], reduction);

    // Step 0 is before training and not part of the claim.
    private IEnumerable<(double Low, double High)[]> PerSeed(string setting, double[] usable) => tables["errors"].Rows
        .Where(r => r.Text("setting") == setting && r.Number("epoch") > 0 && usable.Contains(r.Number("variance")))
        .GroupBy(r => r.Integer("seed"))
        .Select(seed => seed.GroupBy(r => (r.Number("epoch"), r.Number("variance")))
            .Select(pair => (pair.First(r => r.Text("part") == "low").Number("error"), pair.First(r => r.Text("part") == "high").Number("error")))
            .ToArray());

    private double[] UsableVariances() => [.. Shares().Rows.Where(r => r.Text("use") == "used").Select(r => r.Number("variance"))];

    // Shares depend on data and variance only; every training repeats them.
    private Table Shares()
    {
        var shares = new TableBuilder(
            "energy_shares", Column.Number("variance", "squared pixel units"), Column.Number("low_share"), Column.Number("high_share"), Column.Text("use"));
        foreach (IGrouping<double, Row> variance in tables["energy"].Rows.GroupBy(r => r.Number("variance")).OrderBy(g => g.Key))
        {
            double low = variance.First().Number("low_share"), high = variance.First().Number("high_share");
            shares.Add(variance.Key, low, high, Math.Min(low, high) >= SmallestShare ? "used" : "flagged: a share under 1 %");
        }

        return shares.Build();
    }

    private Figure Curves(string setting) => new()
    {
        Id = "errors-" + Slug(setting),
        Title = $"Error of the low- and the high-frequency part ({setting}, {options.Data})",
        Caption = "e_low and e_high, the ℓ2 norm of the difference between filtered labels and filtered outputs over that of the filtered labels, all classes together; one panel for each variance δ. Mean over seeds with the range.",
        Panels = [.. tables["errors"].Rows.Select(r => r.Number("variance")).Distinct().Order().Select(variance => new SeriesPanel
        {
            Title = $"δ = {variance:G3}",
            Table = "errors",
            Where = [new Where("setting", setting), new Where("variance", variance.ToString("R"))],
            X = new Axis("epoch", "epoch", Logarithmic: true),
            Y = new Axis("error", "relative error", Minimum: 0),
            Series = "part",
            Replicate = "seed",
        })],
        PanelsPerRow = 3,
    };

    private static string Slug(string setting) => setting.Replace(", ", "-", StringComparison.Ordinal);
}
