using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.Capacity.SpectralBiasCapacity;

namespace Overtone.Catalog.SpectralBias.Capacity;

/// <summary>What <see cref="SpectralBiasCapacity"/> says of its rows.</summary>
internal sealed class SpectralBiasCapacityFindings(CapacityOptions options, Conclusion to)
{
    // The last tenth of the records: single ones can fall into a spike of the loss.
    private const double LastShare = 0.9;
    private const string Figures14To18 = "1806.08734, Fig. 14 to 18";

    private readonly Varied[] _axes = [.. Axes(options)];
    private readonly Dictionary<Setting, Dictionary<long, double>> _highest = to.Rows<Fit>().GroupBy(r => r.Setting)
        .ToDictionary(setting => setting.Key, setting => setting.GroupBy(r => r.Seed).ToDictionary(seed => seed.Key, AtTheEnd));

    public void Conclude()
    {
        foreach (Varied axis in _axes.Where(axis => !axis.IsControl))
            Claims(axis);
        DepthAgainstWidth(_axes[0], _axes[1]);
        Tables();
        Figures();
        Notes();
    }

    // Thresholds were proposed before any run: a rank correlation as elsewhere, one frequency at least from the smallest setting to the
    // largest, and a tenth of one more for a layer than for a doubled width.
    private void Claims(Varied axis)
    {
        to.Claim($"rises-{axis.Name}", $"{axis.Phrase}, the highest frequency learned rises").From(Figures14To18)
            .By("Spearman rank correlation of setting and highest frequency learned").AtLeast(0.8).StableFrom(StableFrom(axis))
            .Against("networks to which the setting does not matter", 0.3, 0).PerSeed(HighestBySeed(axis).Select(Rise));
        Claim($"gain-{axis.Name}", $"{axis.Phrase}, from the first setting to the last, it grows", 0.5, Gain)
            .By("highest frequency learned in the last setting less that in the first")
            .AtLeast(1).StableFrom(StableFrom(axis)).PerSeed(HighestBySeed(axis).Select(Gain));
    }

    // With twenty networks the verdicts on depth turned in two and three of ten runs, the others in one at most.
    private static int StableFrom(Varied axis) => axis.Name == "depth" ? 60 : 0;

    private void DepthAgainstWidth(Varied depth, Varied width) =>
        Claim(
            "depth-against-width", "A layer more helps more than twice the width", 0.1, settings => Gain(settings) / (settings.Length - 1))
        .By("gain of the highest frequency learned for each setting deeper less that for each setting wider")
        .AtLeast(0.1).PerSeed(HighestBySeed(depth).Zip(HighestBySeed(width), (deeper, wider) =>
            (Gain(deeper) / (depth.Settings.Length - 1)) - (Gain(wider) / (width.Settings.Length - 1))));

    private ClaimBuilder Claim(string id, string statement, double margin, Func<double[], double> statistic)
    {
        ClaimBuilder claim = to.Claim(id, statement).From(Figures14To18);
        return _axes.FirstOrDefault(axis => axis.IsControl) is { } again
            ? claim.Against("the smallest network again, with nothing but the seed changed", margin, HighestBySeed(again).Select(statistic))
            : claim;
    }

    private static double Rise(double[] settings) => RankOrder.Of(settings.Select((highest, n) => ((double)n, highest)));

    private static double Gain(double[] settings) => settings[^1] - settings[0];

    // The highest frequencies of a seed's networks, a setting each.
    private double[][] HighestBySeed(Varied axis) => [.. _highest[axis.Settings[0].Setting].Keys.Order()
        .Select(seed => axis.Settings.Select(s => _highest[s.Setting][seed]).ToArray())];

    private static double AtTheEnd(IEnumerable<Fit> fits)
    {
        double last = fits.Max(r => r.Step);
        return fits.Where(r => r.Step >= LastShare * last).Average(r => r.Highest);
    }

    // Spectra are means over seeds, a picture for each setting; settings that stand in two axes are drawn in both.
    private void Tables()
    {
        ILookup<Setting, Share> shares = to.Rows<Share>().ToLookup(r => r.Setting);
        foreach (Varied axis in _axes)
        {
            foreach ((double value, Setting setting) in axis.Settings)
            {
                to.Add(_highest[setting].Select(seed => new HighestFrequency(axis.Name, value, seed.Key, seed.Value)));
                to.Add(shares[setting].GroupBy(r => (r.Step, r.Frequency)).Select(cell =>
                    new MeanShare(axis.PanelOf(value), cell.Key.Step, cell.Key.Frequency, cell.Average(r => r.Ratio))));
            }
        }
    }

    private void Figures()
    {
        to.Figure(
            "highest", "The highest frequency learned",
            "The highest frequency of which at least half is learned, averaged over the last tenth of the training; one point per "
            + "network. The target is a spike, which contains all frequencies equally.",
            _axes.Select(axis => new Plot<HighestFrequency>(axis.Name).Where(r => r.Axis, axis.Name)
                .X(r => r.Value, axis.IsControl ? "repetition" : axis.Name, log: axis.Name is "width" or "clip")
                .Y(r => r.Highest, "frequency (cycles per unit)", min: 0).MeanOver(r => r.Seed).LinesAndPoints().ToPanel()));
        foreach (Varied axis in _axes.Where(axis => !axis.IsControl))
            to.Figure(
                $"spectra-{axis.Name}", $"Shares of each frequency over training: {axis.Name}",
                $"{axis.Phrase}. |f̃(k)| over 1/N, averaged over seeds, colours from 0 to 1 as in the paper.",
                axis.Settings.Select(s => axis.PanelOf(s.Value)).Select(panel => new HeatMap<MeanShare>(panel).Where(r => r.Panel, panel)
                    .X(r => r.Step, "training step").Y(r => r.Frequency, "frequency (cycles per unit)")
                    .Colour(r => r.Ratio, "|f̃(k)| N", min: 0, max: 1).ToPanel()));
    }

    private void Notes()
    {
        to.Note("The target is 1 on the middle sample and 0 on all others: every frequency has amplitude 1/N. A frequency counts as "
            + "learned when the network has half of that; the highest such frequency is averaged over the last tenth of the records. "
            + "It cannot exceed the highest that the samples can resolve, N/2 - 1.");
        to.Note("Depth counts affine maps, as the notebooks do. Clipping bounds weights and biases after every step; where clipping "
            + "is not varied, the bound is 10, which hardly any weight reaches.");
        to.Note("The control trains the smallest network four times from other seeds: nothing grows from one to the next.");
    }

    [Table("highest")]
    internal sealed record HighestFrequency(string Axis, double Value, long Seed, [Unit("cycles per unit")] double Highest);

    [Table("mean_spectra")]
    internal sealed record MeanShare(
        string Panel, [Unit("training steps")] long Step, [Unit("cycles per unit")] double Frequency, double Ratio);
}
