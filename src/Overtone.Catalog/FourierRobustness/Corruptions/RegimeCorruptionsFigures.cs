using System.Globalization;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;

namespace Overtone.Catalog.FourierRobustness.Corruptions;

/// <summary>The figures and tables of <see cref="RegimeCorruptions"/>.</summary>
internal sealed class RegimeCorruptionsFigures(
    RegimeCorruptionsOptions options, Conclusion to, IReadOnlyList<long> seeds, CorruptionErrors errors)
{
    private readonly string _mask = to.Rows<MaskRow>()[0].Mask;

    public void Draw()
    {
        Scatter();
        Table();
        to.Note($"High frequencies are those of the mask {_mask}: other masks give other shares. Shares are those of severity "
            + $"{options.SpectrumSeverity}, means over images; accuracies are means over severities "
            + $"{string.Join(", ", options.Severities)}. "
            + "Images and corruptions are the same for every network; ice is procedural. A standard error of an accuracy on "
            + $"{options.TestImages} images is up to {Overtone.StandardError.OfShare(0.5, options.TestImages):P1}.");
        foreach (string unchanged in errors.Corruptions.Where(corruption => !errors.HighShares.ContainsKey(corruption)))
            to.Note($"{unchanged} changed no image at severity {options.SpectrumSeverity}, so it has no share, and no place in the lines.");
        string[] easy = [.. errors.Corruptions.Where(corruption =>
            seeds.Any(seed => errors.IsTooEasy((TrainedRegime.Natural, seed), corruption)))];
        if (easy.Length > 0)
        {
            to.Note("Mean corruption errors leave out corruptions under which the natural network is wrong on less than 1 % of the "
                + $"images, for one seed or more these: {string.Join(", ", easy)}.");
        }
    }

    private void Scatter()
    {
        GainRow[] gains = [.. from regime in Others
                              from share in errors.HighShares
                              let gain = seeds.Average(seed => errors.Gain((TrainedRegime.Natural, seed), (regime, seed), share.Key))
                              select new GainRow(regime, share.Key, share.Value, gain)];
        to.Add(gains);
        (double low, double high) = (gains.Min(r => r.Gain), gains.Max(r => r.Gain));
        double margin = 0.05 * (high - low);
        to.Figure(
            "gains", "Gain in accuracy against the share of high frequencies in a corruption",
            $"A point is a corruption: the accuracy less that of natural training, mean over severities and seeds, against the share of "
                + $"the energy of its change at high frequencies ({_mask}). With least-squares lines.",
            perRow: 3, Others.Select(regime => Panel(regime, [.. gains.Where(r => r.Regime == regime)], low - margin, high + margin)));
        foreach (TrainedRegime regime in Others)
        {
            LineFit[] lines = [.. seeds.Select(seed => errors.Line((TrainedRegime.Natural, seed), (regime, seed)))];
            to.Add(lines.Zip(
                seeds, (line, seed) => new LineRow(regime, seed, line.Slope, line.Intercept, line.Residual, line.Correlation)));
            to.Estimate(Estimate.OfMedian(
                $"slope.{StudyText.Kebab(regime)}", [.. lines.Select(line => line.Slope)],
                slope => $"Gains of {StudyText.Kebab(regime)} against the share of high frequencies have the slope "
                    + $"{Slope(slope)}, with a residual of {StudyText.Number(lines.Average(line => line.Residual))}."));
        }
    }

    private static Panel Panel(TrainedRegime regime, GainRow[] gains, double low, double high)
    {
        var line = LineFit.Of([.. gains.Select(r => (r.HighShare, r.Gain))]);
        return new Plot<GainRow>($"{StudyText.Kebab(regime)}: slope {Slope(line.Slope)}").Where(r => r.Regime, regime)
            .X(r => r.HighShare, "share at high frequencies", min: 0).Y(r => r.Gain, "gain in accuracy", min: low, max: high)
            .By(r => r.Regime).Points().Sloped(StudyText.Kebab(regime), line.Slope, line.Intercept).Line(0);
    }

    private static string Slope(double slope) => slope.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');

    private void Table()
    {
        TrainedRegime[] regimes = [.. Others.Prepend(TrainedRegime.Natural)];
        AccuracyRow[] rows = [.. from corruption in errors.Corruptions
                                 from regime in regimes
                                 from seed in seeds
                                 select new AccuracyRow(
                                     GroupOf(corruption), corruption, regime, seed, 1 - errors.Of((regime, seed), corruption))];
        to.Add(rows);
        to.Figure(
            "accuracies", "Accuracy under each corruption",
            $"Mean over severities {string.Join(", ", options.Severities)}; mean over seeds with the range.", perRow: 2,
            rows.Select(r => r.Group).Distinct().Select(group => (Panel)new Bars<AccuracyRow>(group).Where(r => r.Group, group)
                .Each(r => r.Corruption).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Regime)));
        foreach (TrainedRegime regime in regimes)
        {
            double[] all = [.. seeds.Select(seed => errors.MeanCorruptionError((TrainedRegime.Natural, seed), (regime, seed)))];
            double accuracy = rows.Where(r => r.Regime == regime).Average(r => r.Accuracy);
            to.Add(new RegimeRow(regime, accuracy, all.Average()));
            string name = $"mean_corruption_error.{StudyText.Kebab(regime)}";
            to.Estimate(all.Any(double.IsNaN)
                ? Estimate.NotMeasured(name, "a natural network is wrong on less than 1 % of the images under every corruption")
                : Estimate.OfMedian(
                    name, all,
                    mean => $"{RegimeFindings.Name(regime)} have a mean corruption error of {StudyText.Number(mean)}, natural training "
                        + $"being 100, and classify {StudyText.Percent(accuracy)} of corrupted images correctly."));
        }
    }

    private static string GroupOf(string corruption) => corruption switch
    {
        _ when corruption.EndsWith("_noise", StringComparison.Ordinal) => "noise",
        _ when corruption.EndsWith("_blur", StringComparison.Ordinal) => "blur",
        "snow" or "frost" or "fog" or "brightness" => "weather",
        _ => "processing",
    };

    [Table("gains")]
    private sealed record GainRow(TrainedRegime Regime, string Corruption, double HighShare, double Gain);

    [Table("lines")]
    private sealed record LineRow(TrainedRegime Regime, long Seed, double Slope, double Intercept, double Residual, double Correlation);

    [Table("accuracies")]
    private sealed record AccuracyRow(string Group, string Corruption, TrainedRegime Regime, long Seed, double Accuracy);

    [Table("regimes")]
    private sealed record RegimeRow(TrainedRegime Regime, double Accuracy, double MeanCorruptionError);
}
