using Overtone.Studies.Findings;
using static Overtone.Catalog.FourierRobustness.FilteredTraining.FilteredTraining;

namespace Overtone.Catalog.FourierRobustness.FilteredTraining;

/// <summary>What <see cref="FilteredTraining"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class FilteredTrainingFindings(Conclusion to)
{
    private const string Figure1 = "1906.08988, Fig. 1";
    private const double LeastTimesChance = 2;

    private readonly IReadOnlyList<FilteredAccuracy> _rows = to.Rows<FilteredAccuracy>();

    public void Conclude()
    {
        long[] seeds = [.. _rows.Select(r => r.Seed).Distinct().Order()];
        int[] bandwidths = [.. _rows.Select(r => r.Bandwidth).Distinct().Order()];
        if (_rows.GroupBy(r => (r.Filter, r.Bandwidth)).Max(network => network.Average(r => r.Accuracy / r.Chance)) < LeastTimesChance)
        {
            to.Note($"Too small to tell: no filter leaves networks that are right {LeastTimesChance:0} times as often as chance, so no "
                + "claim is judged. Train longer (--epochs), or take a larger network or more images.");
        }
        else
        {
            Claims(seeds, bandwidths);
        }

        foreach (IGrouping<(string Filter, int Bandwidth), FilteredAccuracy> network in _rows.GroupBy(r => (r.Filter, r.Bandwidth)))
        {
            to.Estimate(MeanEstimate.Of(
                $"accuracy.{network.Key.Filter}-{network.Key.Bandwidth}", [.. network.Select(r => r.Accuracy)],
                mean => $"Behind a {network.Key.Filter} filter of bandwidth {network.Key.Bandwidth}, which leaves "
                    + $"{StudyText.Percent(network.Average(r => r.EnergyShare))} of the energy without the mean, networks classify "
                    + $"{StudyText.Percent(mean)} of the test images correctly."));
        }

        to.Figure(
            "accuracy", "Accuracy of networks trained and tested behind a filter",
            "A filter of bandwidth B leaves B × B frequencies: a square around zero frequency, or one around the highest. Mean over seeds "
                + "with the range.",
            new Plot<FilteredAccuracy>().X(r => r.Bandwidth, "bandwidth (cycles per image)").Y(r => r.Accuracy, "accuracy", min: 0, max: 1)
                .By(r => r.Filter).MeanOver(r => r.Seed).LinesAndPoints(),
            new Plot<FilteredAccuracy>().X(r => r.EnergyShare, "share of energy left", log: true)
                .Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Filter).Points());
    }

    private void Claims(long[] seeds, int[] bandwidths)
    {
        // The widest three quarters: bandwidths 15 to 31 of 32.
        int[] wide = [.. bandwidths.Skip(bandwidths.Length > 1 ? 1 : 0)];
        to.Claim("high-pass-suffices", "High frequencies alone are enough for five times the accuracy of chance").From(Figure1)
            .By("accuracy behind the high-pass filter over that of chance, mean over bandwidths").AtLeast(5)
            .Published("over 50 % of 1,000 classes (recalled): 500 times chance", 500)
            .Against("networks that guess", 1, 1)
            .PerSeed(seeds.Select(seed => wide.Average(b => Of(HighPass, b, seed).Accuracy / Of(HighPass, b, seed).Chance)));
        to.Claim("low-worth-more", "As many low frequencies are worth more than high ones").From(Figure1)
            .By("accuracy behind the low-pass filter less that behind the high-pass filter of the same bandwidth, mean over bandwidths")
            .AtLeast(0.05).Published("accuracy falls faster when low frequencies are removed (blog)")
            .Against("the two filters exchanged", 0.05, seeds.Select(seed => -Lead(bandwidths, seed)))
            .PerSeed(seeds.Select(seed => Lead(bandwidths, seed)));
    }

    private double Lead(int[] bandwidths, long seed) =>
        bandwidths.Average(b => Of(LowPass, b, seed).Accuracy - Of(HighPass, b, seed).Accuracy);

    private FilteredAccuracy Of(string filter, int bandwidth, long seed) =>
        _rows.First(r => r.Filter == filter && r.Bandwidth == bandwidth && r.Seed == seed);
}
