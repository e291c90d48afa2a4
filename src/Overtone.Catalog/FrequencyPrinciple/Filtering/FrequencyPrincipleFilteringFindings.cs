using Overtone.Catalog.Rivals;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using static Overtone.Catalog.FrequencyPrinciple.Filtering.FrequencyPrincipleFiltering;

namespace Overtone.Catalog.FrequencyPrinciple.Filtering;

/// <summary>What <see cref="FrequencyPrincipleFiltering"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleFilteringFindings(FrequencyPrincipleFilteringOptions options, Conclusion to)
{
    // A part with less of the energy decides nothing.
    private const double SmallestShare = 0.01;
    private const double LogMargin = 0.05;
    private const string Used = "used";

    private readonly IReadOnlyList<PartError> _errors = to.Rows<PartError>();

    // Shares depend on data and variance only; every training of a setting repeats them.
    private readonly Share[] _shares = [.. to.Rows<EnergyShare>().DistinctBy(r => (r.Setting, r.Variance)).OrderBy(r => r.Variance)
        .Select(r => new Share(
            r.Setting, r.Variance, r.LowShare, r.HighShare,
            Math.Min(r.LowShare, r.HighShare) >= SmallestShare ? Used : "flagged: a share under 1 %"))];

    public void Conclude()
    {
        string[] settings = [.. _errors.Select(r => r.Setting).Distinct()];
        string[] judged = [.. settings.Where(setting => Usable(setting).Length > 0)];
        to.Add(_shares);
        foreach (string setting in judged)
            Claim("low-leads", setting, "has the smaller error")
                .By("share of recorded epochs and variances with e_low < e_high").AtLeast(0.95).Published("1 (digitised)", 1)
                .Against(BlindLearner.Shrinking, 0.1, 0)
                .Against(BlindLearner.White, 0.1, White(setting, Usable(setting)).Select(own => own.Average(r => r.Ratio > 0 ? 1.0 : 0)))
                .PerSeed(Leads(setting, Usable(setting)).Select(own => own.Average(r => r.Ratio > 0 ? 1.0 : 0)));
        foreach (string setting in judged)
            Claim("lead", setting, "is clearly ahead")
                .By("natural logarithm of e_high / e_low, mean over recorded epochs and variances").AtLeast(0.1)
                .Published("0.08 to 1.9, of single epochs (digitised)")
                .Against(BlindLearner.Shrinking, LogMargin, 0)
                .Against(BlindLearner.White, LogMargin, White(setting, Usable(setting)).Select(own => own.Average(r => r.Ratio)))
                .PerSeed(Leads(setting, Usable(setting)).Select(own => own.Average(r => r.Ratio)));
        to.Add(settings.SelectMany(setting => Leads(setting).Concat(White(setting)).SelectMany(own => own)
            .GroupBy(r => (r.Learner, r.Seed, r.Variance))
            .Select(same => new Lead(setting, same.Key.Learner, same.Key.Seed, same.Key.Variance, same.Average(r => r.Ratio)))));
        foreach (string setting in settings)
            LeadFigure(setting);
        foreach (string setting in settings)
            Curves(setting);
        to.Note("The filter weighs samples with exp(−|x − x'|²/(2δ)), the sample itself included: δ is a variance in squared pixel units, "
            + "and small ones leave every sample alone.");
        to.Note($"Both energy shares are in the table 'energy_shares'; a δ at which one is under {SmallestShare:P0} is flagged there and "
            + $"not used for the verdicts.{(judged.Length == 0 ? " Here no δ is usable, so nothing is judged." : "")}");
        to.Note("The two parts are not orthogonal (the filter is soft and normalised by row), so their energies do not add up to 1.");
    }

    private double[] Usable(string setting) =>
        [.. _shares.Where(s => s.Setting == setting && s.Use == Used).Select(s => s.Variance)];

    private string DataOf(string setting) => options.DataOf(
        setting.StartsWith(StudyText.Kebab(NetworkKind.Convolutional), StringComparison.Ordinal)
            ? NetworkKind.Convolutional
            : NetworkKind.FullyConnected);

    private ClaimBuilder Claim(string id, string setting, string statement) =>
        to.Claim($"{id}-{Slug(setting)}", $"While training ({setting}), the low-frequency part {statement}").From("1901.06523, Fig. 3");

    // Of every seed the lead at each recorded epoch and variance. Step 0 is before training and not part of the claim.
    private IEnumerable<Lead[]> Leads(string setting, double[]? usable = null) => _errors
        .Where(r => r.Setting == setting && r.Epoch > 0 && usable?.Contains(r.Variance) != false)
        .GroupBy(r => r.Seed)
        .Select(seed => seed.GroupBy(r => (r.Epoch, r.Variance))
            .Select(pair => new Lead(
                setting, "network", seed.Key, pair.Key.Variance,
                Math.Log(pair.First(r => r.Part == High).Error / pair.First(r => r.Part == Low).Error)))
            .ToArray());

    // White noise has one ratio, however large it is.
    private IEnumerable<Lead[]> White(string setting, double[]? usable = null) => to.Rows<WhiteError>()
        .Where(r => r.Setting == setting && usable?.Contains(r.Variance) != false)
        .GroupBy(r => r.Seed)
        .Select(seed => seed.Select(r => new Lead(
            setting, "white noise", r.Seed, r.Variance, Math.Log(r.HighError / r.LowError))).ToArray());

    private void LeadFigure(string setting) => to.Figure(
        $"lead-{Slug(setting)}", $"How far ahead the low-frequency part is, against the width of the filter ({setting}, {DataOf(setting)})",
        "Natural logarithm of e_high / e_low, mean over recorded epochs, for the network and for labels with white noise of the same "
        + "total error, which knows nothing of frequency. Mean over seeds with the range.", perRow: 1,
        new Plot<Lead>().Where(r => r.Setting, setting).X(r => r.Variance, "variance δ of the filter", log: true)
            .Y(r => r.Ratio, "ln(e_high / e_low)").By(r => r.Learner).MeanOver(r => r.Seed).LinesAndPoints());

    private void Curves(string setting) => to.Figure(
        $"errors-{Slug(setting)}", $"Error of the low- and the high-frequency part ({setting}, {DataOf(setting)})",
        "e_low and e_high, the ℓ2 norm of the difference between filtered labels and filtered outputs over that of the filtered labels, "
        + "all classes together; one panel for each variance δ. Mean over seeds with the range.",
        perRow: 3,
        _errors.Where(r => r.Setting == setting).Select(r => r.Variance).Distinct().Order().Select(variance =>
            new Plot<PartError>($"δ = {variance:G3}")
            .Where(r => r.Setting, setting).Where(r => r.Variance, variance)
            .X(r => r.Epoch, "epoch", log: true).Y(r => r.Error, "relative error", min: 0)
            .By(r => r.Part).MeanOver(r => r.Seed).ToPanel()));

    private static string Slug(string setting) => setting.Replace(", ", "-", StringComparison.Ordinal);

    [Table("leads")]
    private sealed record Lead(string Setting, string Learner, long Seed, [Unit("squared pixel units")] double Variance, double Ratio);

    [Table("energy_shares")]
    private sealed record Share(
        string Setting, [Unit("squared pixel units")] double Variance, double LowShare, double HighShare, string Use);
}
