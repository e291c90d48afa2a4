using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FrequencyPrinciple.Filtering.FrequencyPrincipleFiltering;

namespace Overtone.Catalog.FrequencyPrinciple.Filtering;

/// <summary>What <see cref="FrequencyPrincipleFiltering"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleFilteringFindings(FrequencyPrincipleFilteringOptions options, Conclusion to)
{
    // A part with less of the energy decides nothing.
    private const double SmallestShare = 0.01;
    private const string Used = "used";

    private readonly IReadOnlyList<PartError> _errors = to.Rows<PartError>();

    // Shares depend on data and variance only; every training repeats them.
    private readonly Share[] _shares = [.. to.Rows<EnergyShare>().GroupBy(r => r.Variance).OrderBy(g => g.Key).Select(of => of.First())
        .Select(r => new Share(
            r.Variance, r.LowShare, r.HighShare,
            Math.Min(r.LowShare, r.HighShare) >= SmallestShare ? Used : "flagged: a share under 1 %"))];

    public void Conclude()
    {
        string[] settings = [.. _errors.Select(r => r.Setting).Distinct()];
        double[] usable = [.. _shares.Where(s => s.Use == Used).Select(s => s.Variance)];
        to.Add(_shares);
        foreach (string setting in usable.Length == 0 ? [] : settings)
            Claim("low-leads", setting, "has the smaller error")
                .By("share of recorded epochs and variances with e_low < e_high, mean over seeds").AtLeast(0.95).Published("1 (digitised)")
                .PerSeed(BySeed(setting, usable).Select(pairs => pairs.Average(p => p.Low < p.High ? 1.0 : 0.0)));
        foreach (string setting in usable.Length == 0 ? [] : settings)
            Claim("gap", setting, "is clearly ahead")
                .By("e_high − e_low, mean over recorded epochs, variances and seeds").AtLeast(0.05).Published("0.02 to 0.66 (digitised)")
                .PerSeed(BySeed(setting, usable).Select(pairs => pairs.Average(p => p.High - p.Low)));
        foreach (string setting in settings)
            Curves(setting);
        to.Note("The filter weighs samples with exp(−|x − x'|²/(2δ)), the sample itself included: δ is a variance in squared pixel units, "
            + "and small ones leave every sample alone.");
        to.Note($"Both energy shares are in the table 'energy_shares'; a δ at which one is under {SmallestShare:P0} is flagged there and "
            + $"not used for the verdicts.{(usable.Length == 0 ? " Here no δ is usable, so nothing is judged." : "")}");
        to.Note("The two parts are not orthogonal (the filter is soft and normalised by row), so their energies do not add up to 1.");
    }

    private ClaimBuilder Claim(string id, string setting, string statement) =>
        to.Claim($"{id}-{Slug(setting)}", $"While training ({setting}), the low-frequency part {statement}").From("1901.06523, Fig. 3");

    // Step 0 is before training and not part of the claim.
    private IEnumerable<(double Low, double High)[]> BySeed(string setting, double[] usable) => _errors
        .Where(r => r.Setting == setting && r.Epoch > 0 && usable.Contains(r.Variance))
        .GroupBy(r => r.Seed)
        .Select(seed => seed.GroupBy(r => (r.Epoch, r.Variance))
            .Select(pair => (pair.First(r => r.Part == Low).Error, pair.First(r => r.Part == High).Error))
            .ToArray());

    private void Curves(string setting) => to.Figure(
        $"errors-{Slug(setting)}", $"Error of the low- and the high-frequency part ({setting}, {options.Data})",
        "e_low and e_high, the ℓ2 norm of the difference between filtered labels and filtered outputs over that of the filtered labels, "
        + "all classes together; one panel for each variance δ. Mean over seeds with the range.",
        perRow: 3,
        _errors.Select(r => r.Variance).Distinct().Order().Select(variance => new Plot<PartError>($"δ = {variance:G3}")
            .Where(r => r.Setting, setting).Where(r => r.Variance, variance)
            .X(r => r.Epoch, "epoch", log: true).Y(r => r.Error, "relative error", min: 0)
            .By(r => r.Part).MeanOver(r => r.Seed).ToPanel()));

    private static string Slug(string setting) => setting.Replace(", ", "-", StringComparison.Ordinal);

    [Table("energy_shares")]
    private sealed record Share([Unit("squared pixel units")] double Variance, double LowShare, double HighShare, string Use);
}
