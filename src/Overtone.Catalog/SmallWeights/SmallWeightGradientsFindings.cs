using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SmallWeights.SmallWeightGradients;

namespace Overtone.Catalog.SmallWeights;

/// <summary>
/// What <see cref="SmallWeightGradients"/> says of its rows. Thresholds were proposed before any run, from an independent computation with
/// fixed networks of 2 and 10 neurons.
/// </summary>
internal sealed class SmallWeightGradientsFindings(SmallWeightGradientsOptions options, Conclusion to)
{
    private const double AtHalf = 0.05, AtThreeTenths = 1e-3;

    private static readonly int[] Theorems = [1, 2];

    private readonly IReadOnlyList<Failures> _failures = to.Rows<Failures>();

    public void Conclude()
    {
        foreach (int theorem in Theorems)
            Theorem(theorem);
        // The theorem is about small weights.
        Judge(
            Claim(1, "large-weights", $"In a ball of radius {Large} many input weights have a parameter that the high frequency moves more")
                .By("failing share of draws, the smallest over numbers of neurons; mean over networks").AtLeast(AtHalf).AsControl(),
            rows => rows.Where(r => r.Radius == Large).Min(r => r.Share(1)));

        (int Theorem, int Width, double Factor, double Rate)[] fits = [.. Fits()];
        Figure(fits);
        to.Note("Gradients are compared by their logarithms: for |w| below about πk/1400 the numbers themselves are smaller than any "
            + "double, and zeros would be compared.");
        to.Note("The printed derivative by the biases (equation 29) has an extra factor b; equality by Parseval (after equation 19) "
            + "lacks a factor 2π. Neither changes the theorems.");
        foreach (var fit in fits)
            to.Note($"Theorem {fit.Theorem}, {fit.Width} neurons: a share of {StudyText.Number(fit.Factor)} "
                + $"e^(−{StudyText.Number(fit.Rate)}/δ) fails (least squares through the logarithms of the means, radii up to 2).");
    }

    private void Theorem(int theorem)
    {
        string what = theorem == 1
            ? "every parameter's gradient is larger at the low frequency than at the high one"
            : "gradient flow on both frequencies lowers the loss at the low one, and at least as fast as at the high one";
        void Ball(string id, string exception, double radius, double threshold) => Judge(
            Claim(theorem, $"theorem-{theorem}-{id}", $"For all but a {exception} of the input weights in a ball of radius {radius}, "
                + $"{what}")
                .By("failing share of draws, the largest over numbers of neurons; mean over networks").AtMost(threshold),
            rows => rows.Where(r => r.Radius == radius).Max(r => r.Share(theorem)));
        Ball("half", "twentieth", Small, AtHalf);
        Ball("three-tenths", "thousandth", Smaller, AtThreeTenths);
        Judge(
            Claim(theorem, $"theorem-{theorem}-falls", "Smaller balls fail less, whatever the number of neurons")
                .By("largest ratio of a ball's failing share to the next larger ball's, up to radius 2, over numbers of neurons; mean "
                    + "over networks")
                .AtMost(1),
            rows => LargestRatio(rows, theorem));
    }

    private ClaimBuilder Claim(int theorem, string id, string statement) => to.Claim(id, statement).From($"1901.06523, Theorem {theorem}");

    private void Judge(ClaimBuilder claim, Func<IEnumerable<Failures>, double> value) =>
        claim.Per("network", SmallWeightGradientsOptions.Paper.Networks, _failures.GroupBy(r => r.Seed).Select(value));

    // Where the larger ball has no failure left, the smaller one must have none either.
    private static double LargestRatio(IEnumerable<Failures> rows, int theorem) => rows.Where(r => r.Radius <= 2).GroupBy(r => r.Width)
        .SelectMany(width =>
        {
            double[] shares = [.. width.OrderByDescending(r => r.Radius).Select(r => r.Share(theorem))];
            return shares.Zip(shares.Skip(1), (larger, smaller) => smaller == 0 ? 0 : smaller / larger);
        })
        .Append(0).Max();

    private IEnumerable<(int Theorem, int Width, double Factor, double Rate)> Fits()
    {
        foreach ((int theorem, int width) in Theorems.SelectMany(theorem => options.Widths.Select(width => (theorem, width))))
        {
            (double X, double Y)[] points = [.. Means(theorem, width)
                .Where(mean => mean.Radius <= 2 && mean.Share > 0).Select(mean => (1 / mean.Radius, Math.Log(mean.Share)))];
            if (points.Length < 3)
                continue;
            var fit = LineFit.Of(points);
            yield return (theorem, width, Math.Exp(fit.Intercept), -fit.Slope);
        }
    }

    private IEnumerable<(double Radius, double Share)> Means(int theorem, int width) => _failures.Where(r => r.Width == width)
        .GroupBy(r => r.Radius).Select(radius => (radius.Key, radius.Average(r => r.Share(theorem))));

    private void Figure((int Theorem, int Width, double Factor, double Rate)[] fits)
    {
        to.Add(Theorems.SelectMany(theorem => options.Widths.SelectMany(width => Means(theorem, width).Select(mean => new FailingShare(
            $"{theorem}", $"{width}", 1 / mean.Radius, mean.Share, mean.Share > 0 ? Math.Log10(mean.Share) : null)))));
        to.Figure(
            "failing-shares", "How often the high frequency moves a parameter more",
            "Share of input weights, drawn uniformly from a ball of radius δ, for which a theorem's event fails; mean over "
            + $"{options.Networks} networks with normal output weights and the absolute values of normal biases. Target: amplitude 1 "
            + $"at angular frequencies {StudyText.Number(options.Low)} and {StudyText.Number(options.High)}. Lines: C e^(−c/δ), the "
            + $"theorems' form, fitted to radii up to 2; c and C are in the notes. There is no point where none of {options.Draws:N0} "
            + "draws failed in any network.",
            Theorems.Select(theorem =>
            {
                var plot = new Plot<FailingShare>(theorem == 1 ? "Theorem 1: every parameter's gradient" : "Theorem 2: the losses under "
                    + "gradient flow")
                    .Where(r => r.Theorem, $"{theorem}").Points()
                    .X(r => r.InverseRadius, "1/δ").Y(r => r.Log10Share, "log10 of the share that fails").By(r => r.Neurons, "neurons");
                foreach (var fit in fits.Where(fit => fit.Theorem == theorem))
                    plot.Sloped($"{fit.Width}", -fit.Rate / Math.Log(10), Math.Log10(fit.Factor));
                return plot.ToPanel();
            }));
    }

    [Table("failing_shares")]
    private sealed record FailingShare(string Theorem, string Neurons, double InverseRadius, double Share, double? Log10Share);
}
