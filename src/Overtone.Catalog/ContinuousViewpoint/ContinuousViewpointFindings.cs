using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Theory.ContinuousViewpoint;
using static Overtone.Catalog.ContinuousViewpoint.ContinuousViewpointStudy;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>What <see cref="ContinuousViewpointStudy"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class ContinuousViewpointFindings(ContinuousViewpointOptions options, Conclusion to)
{
    private const double PrefactorTolerance = 1e-9, EarlyTime = 5, Half = 0.5;

    private readonly IGrouping<long, Simulated>[] _seeds = [.. to.Rows<Simulated>().GroupBy(r => r.Seed)];

    public void Conclude()
    {
        Claim("rates", "Frequency k is learned at the rate (h²/2) exp(−h²k²/2), and with moving features at k² times that")
            .By("largest difference of formula and grid operator, as a share of the largest rate of its kernel").AtMost(1e-12)
            .Of(to.Rows<Rate>().GroupBy(r => (r.Width, r.Motion, r.Measure))
                .Max(kernel => kernel.Max(r => Math.Abs(r.Formula - r.Numerical)) / kernel.Max(r => r.Formula)));
        Claim("prefactor", "The kernels have the prefactor h/√(8π) when features are counted by the uniform density")
            .By("largest relative difference from the sum over features at distance zero").AtMost(PrefactorTolerance)
            .Of(PrefactorError(FeatureMeasure.Uniform));
        Claim("prefactor-lebesgue", "They have it when features are counted by plain dw").AsControl()
            .By("as for prefactor").AtMost(PrefactorTolerance).Of(PrefactorError(FeatureMeasure.Lebesgue));
        Claim("fixed-features", "With fixed features lower frequencies are learned first, at every width")
            .By("smallest rank correlation of frequency and half-time over widths").AtLeast(1).Of(Kernels(Motion.Coefficients).Min(Order));
        Claim("moving-features-order", "With moving features too").AsControl()
            .By("as for fixed-features").AtLeast(1).Of(Kernels(Motion.Features).Min(Order));
        Claim("moving-features-peak", "With moving features a frequency beside √2/h is learned first")
            .By("share of widths for which the fastest frequency is √2/h rounded up or down").AtLeast(1)
            .Of(ShareOfWidths(h => [Math.Floor(Math.Sqrt(2) / h), Math.Ceiling(Math.Sqrt(2) / h)]));
        Claim("moving-features-two", "With moving features the frequency 2/h is learned first").AsControl()
            .By("share of widths for which the fastest frequency is 2/h, rounded").AtLeast(1).Of(ShareOfWidths(h => [Math.Round(2 / h)]));
        Claim("particles-follow", "Particles follow the linear rates early on")
            .By($"largest relative distance from them at t = {EarlyTime} over frequencies 1 and 3, mean over seeds").AtMost(0.1)
            .PerSeed(_seeds.Select(EarlyDistance));
        Claim("particles-order", "Particles halve frequency 3 before frequency 1")
            .By("half-time of frequency 3 over that of frequency 1, mean over seeds").AtMost(1)
            .PerSeed(_seeds.Select(own => HalfTime(own, 3) / HalfTime(own, 1)));
        Figures();
        Notes();
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1912.12777 (derived)");

    private double PrefactorError(FeatureMeasure measure) =>
        to.Rows<Prefactor>().Where(r => r.Measure == measure).Max(r => Math.Abs((r.Value / r.Printed) - 1));

    private IEnumerable<IGrouping<double, Rate>> Kernels(Motion motion) =>
        to.Rows<Rate>().Where(r => r.Motion == motion && r.Measure == FeatureMeasure.Uniform).GroupBy(r => r.Width);

    // The half-time is ln 2 over the rate; rates below rounding are not told apart.
    private static double Order(IEnumerable<Rate> kernel)
    {
        Rate[] told = [.. kernel.Where(r => r.Numerical > 1e-13)];
        return Correlation.Spearman(told.Select(r => r.Frequency), told.Select(r => Math.Log(2) / r.Numerical));
    }

    private double ShareOfWidths(Func<double, double[]> expected) =>
        Kernels(Motion.Features).Average(kernel => expected(kernel.Key).Contains(kernel.MaxBy(r => r.Numerical)!.Frequency) ? 1.0 : 0.0);

    private static double EarlyDistance(IEnumerable<Simulated> seed)
    {
        double time = seed.Select(r => r.Time).MinBy(t => Math.Abs(t - EarlyTime));
        double At(int frequency, string curve) => seed.Single(r => r.Time == time && r.Frequency == frequency && r.Curve == curve).Left;
        return new[] { 1, 3 }.Max(k => Math.Abs((At(k, Particles) / At(k, LinearRates)) - 1));
    }

    private static double HalfTime(IEnumerable<Simulated> seed, int frequency) => seed
        .Where(r => r.Frequency == frequency && r.Curve == Particles && r.Left <= Half).Select(r => r.Time).DefaultIfEmpty(double.NaN)
        .Min();

    private void Figures()
    {
        to.Figure(
            "rates", "How fast each frequency is learned",
            "Rates from the operator on a grid for each width h, with features weighted by the uniform density. Left: coefficients "
            + "move, features are fixed. Right: features move; dashed lines mark √2/h.",
            Rates(Motion.Coefficients, "fixed features"),
            options.Widths.Aggregate(Rates(Motion.Features, "moving features"), (plot, h) => plot.Line(Math.Sqrt(2) / h, vertical: true)));
        to.Figure(
            "left", "Remaining error of each frequency over time",
            "Share of the error of frequency k that remains at t = 0, 10, 100 and 1000, for each width h. Top: fixed features, where "
            + "the principle holds. Bottom: moving features, where it fails.", perRow: options.Widths.Length,
            new[] { (Motion.Coefficients, "fixed"), (Motion.Features, "moving") }.SelectMany(kind => options.Widths.Select(width =>
                new Plot<ShareLeft>($"{kind.Item2}, h = {width.ToString(CultureInfo.InvariantCulture)}")
                    .Where(r => r.Motion, kind.Item1).Where(r => r.Measure, FeatureMeasure.Uniform).Where(r => r.Width, width)
                    .X(r => r.Frequency, "k").Y(r => r.Left, "share left", min: 0, max: 1.05).By(r => r.Time, "t").LinesAndPoints()
                    .ToPanel())));
        to.Figure(
            "particles", "Particles compared with the linear rates",
            "Share of the error of each frequency that remains: simulated particles (mean over seeds with the range) and the linear rates. "
            + "Features of width h = 0.5; the target's density is 1 + 0.3 Σ cos(kw − phase).", perRow: 3,
            Frequencies.Select(k => new Plot<Simulated>($"k = {k}").Where(r => r.Frequency, k)
                .X(r => r.Time, "t").Y(r => r.Left, "share left", log: true, min: 1e-3, max: 1.2)
                .By(r => r.Curve).MeanOver(r => r.Seed).ToPanel()));
    }

    private static Plot<Rate> Rates(Motion motion, string title) => new Plot<Rate>(title)
        .Where(r => r.Motion, motion).Where(r => r.Measure, FeatureMeasure.Uniform)
        .X(r => r.Frequency, "k (periods per circle)").Y(r => r.Numerical, "rate", log: true, min: 1e-6).By(r => r.Width, "h")
        .LinesAndPoints();

    private void Notes()
    {
        to.Note("The full text of the paper was not available: the claims test its formulas as derived here, and it is uncertain "
            + "which convention each printed formula uses.");
        to.Note("The boundary 2/h results from mistaking the feature's own coefficient, exp(−h²k²/4), for the kernel's, which is its "
            + "square.");
        to.Note("Moving features keep the mean of the fitted function; the kernel describes them only while their density is nearly "
            + "uniform; later on, frequencies couple.");
    }
}
