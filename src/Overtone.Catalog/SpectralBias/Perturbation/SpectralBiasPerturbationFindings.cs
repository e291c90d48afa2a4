using MathNet.Numerics.Statistics;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.Perturbation.SpectralBiasPerturbation;

namespace Overtone.Catalog.SpectralBias.Perturbation;

/// <summary>What <see cref="SpectralBiasPerturbation"/> says of its rows.</summary>
internal sealed class SpectralBiasPerturbationFindings(PerturbationOptions options, Conclusion to)
{
    // With twenty networks the verdicts of both lengths turned in two and three of ten runs.
    private const int Stable = 60;

    // That of the order is the one of spectral-bias-sines.
    private const double HalfOf = 0.5, RankMargin = 0.3;

    private const string Here = "here", Published = "published, digitised";

    // What is left of every frequency from 5 to 50, read from the picture in the notebook published with the paper: mean over 100
    // directions and 5 networks, each to about 0.02. The picture's colours end at 1.
    private static readonly (double Delta, double[] Ratios)[] PublishedRatios =
    [
        (0.85, [1, 1, 0.97, 0.97, 0.92, 0.89, 0.84, 0.79, 0.76, 0.72]),
        (1.65, [1, 0.99, 0.92, 0.89, 0.77, 0.68, 0.61, 0.50, 0.46, 0.40]),
        (2.5, [1, 1, 0.89, 0.80, 0.62, 0.50, 0.41, 0.32, 0.26, 0.22]),
        (5, [1, 1, 0.73, 0.54, 0.36, 0.27, 0.21, 0.16, 0.14, 0.11]),
    ];

    private readonly ILookup<string, RatioLeft> _ratios = to.Rows<RatioLeft>().ToLookup(r => r.Setting);
    // That which the highest frequency is compared with: 20 of the published frequencies.
    private readonly double _reference = options.Frequencies[Math.Min(3, options.Frequencies.Length - 2)];

    public void Conclude()
    {
        Claims();
        Tables();
        Figures();
        Notes();
    }

    private void Claims()
    {
        string length = StudyText.Number(options.Middle);
        int highest = options.Frequencies[^1];
        Claim("order", $"What a perturbation of length {length} leaves of a trained network falls with frequency", RankMargin, Order)
            .By("Spearman rank correlation of frequency and ratio, averaged over directions")
            .AtMost(-0.8).Published("-0.997, of the mean over networks (digitised)", -0.997).PerSeed(Each(Trained, Order));
        Claim("highest", $"It leaves at most half as much of frequency {highest} as of frequency {_reference}", 0.2, Highest)
            .By($"ratio at frequency {highest} over that at {_reference}")
            .AtMost(HalfOf).Published("0.28 (digitised)", 0.28).StableFrom(Stable).PerSeed(Each(Trained, Highest));
        Claim("half-length", "The higher a frequency, the shorter the perturbation that leaves half of it", RankMargin, LengthOrder)
            .By("Spearman rank correlation of frequency and the first length that leaves less than half, averaged over directions; "
                + "frequencies that keep more rank together as the longest; no value where fewer than two lose half")
            .AtMost(-0.8).Published("-0.97, of the mean over networks (digitised)", -0.97).StableFrom(Stable)
            .PerSeed(Each(Trained, LengthOrder));
    }

    private ClaimBuilder Claim(string id, string statement, double margin, Func<IEnumerable<RatioLeft>, double> statistic)
    {
        ClaimBuilder claim = to.Claim(id, statement).From("1806.08734, Fig. 3");
        return options.Controls
            ? claim.Against("the same networks on inputs that have no neighbours", margin, Each(Control, statistic))
            : claim;
    }

    private IEnumerable<double> Each(string setting, Func<IEnumerable<RatioLeft>, double> statistic) =>
        _ratios[setting].GroupBy(r => r.Seed).Select(statistic);

    private double Order(IEnumerable<RatioLeft> own)
    {
        RatioLeft[] middle = [.. own.Where(r => r.Delta == options.Middle)];
        return Correlation.Spearman(middle.Select(r => r.Frequency), middle.Select(r => r.Ratio));
    }

    private double Highest(IEnumerable<RatioLeft> own)
    {
        RatioLeft[] middle = [.. own.Where(r => r.Delta == options.Middle)];
        return middle.First(r => r.Frequency == options.Frequencies[^1]).Ratio / middle.First(r => r.Frequency == _reference).Ratio;
    }

    private static double LengthOrder(IEnumerable<RatioLeft> own)
    {
        RatioCurves curves = Curves(own);
        return RankOrder.Of(curves.First(curves.BySeed[0], ratio => ratio < HalfOf));
    }

    private static RatioCurves Curves(IEnumerable<RatioLeft> rows) => new(rows.Select(r => (r.Seed, r.Delta, r.Frequency, r.Ratio)));

    // Averages over networks, beside the published ones.
    private void Tables()
    {
        var norms = to.Rows<Network>().ToDictionary(r => (r.Setting, r.Seed), r => r.ParameterNorm);
        to.Add(to.Rows<RatioLeft>().GroupBy(r => (r.Setting, r.Delta, r.Frequency)).Select(cell => new MeanLeft(
            cell.Key.Setting, Here, cell.Key.Delta, cell.Average(r => r.Delta / norms[(r.Setting, r.Seed)]), cell.Key.Frequency,
            cell.Average(r => r.Ratio))));
        to.Add(PublishedRatios.SelectMany(row => row.Ratios.Zip(SineFitOptions.Multiples(5), (ratio, frequency) =>
            new MeanLeft(Trained, Published, row.Delta, null, frequency, ratio))));
        foreach (IGrouping<string, RatioLeft> setting in _ratios)
        {
            RatioCurves curves = Curves(setting);
            to.Add(curves.First(curves.Mean, ratio => ratio < HalfOf)
                .Select(half => new HalfLength(setting.Key, half.Frequency, half.Place)));
        }
    }

    private void Figures()
    {
        to.Figure(
            "left", "How much of each frequency survives a perturbation",
            "|f̃(k)| of the perturbed network over that of the trained one, averaged over directions and networks; colours from 0 to "
            + "1 as in the paper; the tables have the numbers beyond. Left: the trained networks. Right: the control, in which no "
            + "frequency is lower than another.",
            options.Controls ? [Heat(Trained), Heat(Control)] : [Heat(Trained)]);
        to.Figure(
            "curves", "The same at single frequencies",
            "Mean over networks with the range, against the length of the perturbation. The dashed line is one half.", perRow: 1,
            new Plot<RatioLeft>().Where(r => r.Setting, Trained).By(r => r.Frequency, "frequency").MeanOver(r => r.Seed)
                .X(r => r.Delta, "length of the perturbation").Y(r => r.Ratio, "share left", min: 0).Line(0.5, "one half"));
        to.Figure(
            "published", "Share left against frequency",
            "Left: read from the picture in the notebook published with the paper (256 wide, frequencies 5 to 50), whose colours end at 1. "
            + "Right: this run, including what the colours would hide; mean over networks with the range.",
            new Plot<MeanLeft>(Published).Where(r => r.Source, Published).By(r => r.Delta, "length")
                .X(r => r.Frequency, "frequency (cycles per unit)").Y(r => r.Ratio, "share left", min: 0).LinesAndPoints(),
            new Plot<RatioLeft>($"here, length {StudyText.Number(options.Middle)}").Where(r => r.Delta, options.Middle)
                .By(r => r.Setting).MeanOver(r => r.Seed)
                .X(r => r.Frequency, "frequency (cycles per unit)").Y(r => r.Ratio, "share left", min: 0).LinesAndPoints());
    }

    private static Panel Heat(string setting) => new HeatMap<MeanLeft>(setting).Where(r => r.Setting, setting).Where(r => r.Source, Here)
        .X(r => r.Frequency, "frequency (cycles per unit)").Y(r => r.Delta, "length of the perturbation")
        .Colour(r => r.Ratio, "share left", min: 0, max: 1);

    private void Notes()
    {
        to.Note("A direction is a normal draw of all weights and biases divided by its length. Every length uses the same "
            + "directions, so that lengths are compared on the same draws; the notebook draws new ones for each.");
        to.Note("Ratios are stored as they are; only the picture's colours end at 1, as the paper's, which hides that perturbations "
            + "add low frequencies. They are relative to the trained network itself, so that a length of zero gives exactly 1; the "
            + "notebook divides by a recording 100 steps older.");
        double norm = to.Rows<Network>().Where(r => r.Setting == Trained).Average(r => r.ParameterNorm);
        to.Note("A length is a norm in parameter space, so what it does depends on the norm of the trained parameters: 'relative_delta' is "
            + $"the ratio. Mean norm here: {StudyText.Number(norm)}.");
        to.Note("In the control every sample is its own unit vector, so that no frequency is lower than another.");
    }

    [Table("left")]
    internal sealed record MeanLeft(
        string Setting, string Source, double Delta, double? RelativeDelta, [Unit("cycles per unit")] double Frequency, double Ratio);

    [Table("half_lengths")]
    internal sealed record HalfLength(string Setting, [Unit("cycles per unit")] double Frequency, double Delta);
}
