using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SmallWeights.SmallWeightGradients;

namespace Overtone.Catalog.SmallWeights;

/// <summary>
/// What <see cref="SmallWeightGradients"/> says of its rows. The threshold was proposed on pilot seeds.
/// </summary>
internal sealed class SmallWeightGradientsFindings(SmallWeightGradientsOptions options, Conclusion to)
{
    private const double Often = 0.05;
    private const int FewestFailures = 30;

    private static readonly int[] Theorems = [1, 2];

    private readonly IReadOnlyList<Failures> _failures = to.Rows<Failures>();

    public void Conclude()
    {
        Exponential();
        Claim(2, "theorem-2-follows", "Where every parameter is moved more by the low frequency, gradient flow lowers its loss faster")
            .By("largest excess of theorem 2's failing draws over theorem 1's, over balls, numbers of neurons and networks").AtMost(0)
            .Of(_failures.Max(r => r.Theorem_2 - r.Theorem_1));
        // The theorem is about small weights.
        Claim(1, "large-weights", $"In a ball of radius {Large} many input weights have a parameter that the high frequency moves more")
            .By("failing share of draws, the smallest over numbers of neurons").AtLeast(Often).AsControl()
            .Per("network", _failures.GroupBy(r => r.Seed)
                .Select(network => network.Where(r => r.Radius == Large).Min(r => r.Share(1))));

        (int Theorem, int Width, double Factor, double Rate)[] fits = [.. Fits()];
        Figure(fits);
        to.Note("Gradients are compared by their logarithms: for |w| below about πk/1400 the numbers themselves are smaller than any "
            + "double, and zeros would be compared.");
        to.Note("The printed derivative by the biases (equation 29) has an extra factor b; equality by Parseval (after equation 26) "
            + "lacks a factor 2π. Neither changes the theorems.");
        foreach (var fit in fits)
            to.Note($"Theorem {fit.Theorem}, {fit.Width} neurons: a share of {StudyText.Number(fit.Factor)} "
                + $"e^(−{StudyText.Number(fit.Rate)}/δ) fails (least squares through the logarithms of the means, radii up to 2).");
    }

    // What the theorem says is the form e^(−c/δ): with any power of δ, too, small balls would fail less.
    private void Exponential()
    {
        Claim(1, "theorem-1-exponential", "The share of small input weights for which some parameter is moved more by the high frequency "
            + "vanishes as e^(−c/δ)")
            .By("root mean square distance of the share's natural logarithm from its fit by C e^(−c/δ), over radii δ up to 1 at which "
                + $"{FewestFailures} draws or more fail; median over numbers of neurons")
            .AtMost(0.15)
            .Against("a power of the radius, C δ^c", 0.05, Misfit(radius => -Math.Log(radius)))
            .Per("network", Misfit(radius => 1 / radius));
    }

    // Of each network, and NaN where too few radii have failures enough.
    private IEnumerable<double> Misfit(Func<double, double> abscissa) => _failures.GroupBy(r => r.Seed).Select(network =>
        network.GroupBy(r => r.Width).Select(width =>
        {
            (double X, double Y)[] points = [.. width.Where(r => r.Radius <= LargestFitted && r.Theorem_1 >= FewestFailures)
                .Select(r => (abscissa(r.Radius), Math.Log(r.Share(1))))];
            if (points.Length < FewestFitted)
                return double.NaN;
            var fit = LineFit.Of(points);
            return Math.Sqrt(points.Average(p => Math.Pow(p.Y - fit.Intercept - (fit.Slope * p.X), 2)));
        }).Where(misfit => !double.IsNaN(misfit)).DefaultIfEmpty(double.NaN).Median());

    private ClaimBuilder Claim(int theorem, string id, string statement) => to.Claim(id, statement).From($"1901.06523, Theorem {theorem}");

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
