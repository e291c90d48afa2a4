using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.ContinuousViewpoint;
using static Overtone.Catalog.ContinuousViewpoint.ContinuousViewpointStudy;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>What <see cref="ContinuousViewpointStudy"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class ContinuousViewpointFindings(ContinuousViewpointOptions options, Conclusion to)
{
    private const double RateTolerance = 1e-12, PrefactorTolerance = 1e-9, EarlyTime = 5, Half = 0.5;

    // From a twentieth to nine tenths of a radian.
    private static readonly double[] MapWidths = [.. Enumerable.Range(0, 40).Select(n => 0.05 * Math.Pow(18, n / 39.0))];

    private readonly IGrouping<long, Simulated>[] _seeds = [.. to.Rows<Simulated>().GroupBy(r => r.Seed)];

    public void Conclude()
    {
        Claim("rates", "Frequency k is learned at the rate (h²/2) exp(−h²k²/2), and with moving features at k² times that")
            .By("largest difference of formula and grid operator, as a share of the largest rate of its kernel").AtMost(RateTolerance)
            .Of(to.Rows<Rate>().GroupBy(r => (r.Width, r.Motion, r.Measure))
                .Max(kernel => kernel.Max(r => Math.Abs(r.Formula - r.Numerical)) / kernel.Max(r => r.Formula)));
        Claim("printed-eigenvalues", "With moving features the rates are π c_k, c_k = (h²k²/2) exp(−h²k²/2)").AsControl()
            .By("largest difference of the quoted product and the grid operator, as a share of the largest rate of its kernel")
            .AtMost(RateTolerance).Of(Kernels(Motion.Features)
                .Max(kernel => kernel.Max(r => Math.Abs((Math.PI * r.Formula) - r.Numerical)) / kernel.Max(r => r.Formula)));
        Claim("falls-beyond", "With moving features the rates fall from k = 2/h on")
            .By("largest ratio of the rate of frequency k + 1 to that of k, over k of at least 2/h whose rates are more than rounding, and "
                + "over widths")
            .AtMost(1).Of(Kernels(Motion.Features).Max(Beyond));
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
            .By($"largest relative distance from them at t = {EarlyTime} over frequencies 1 and 3").AtMost(0.1)
            .Against("the rates of fixed features", 0.1, _seeds.Select(seed => EarlyDistance(seed, FixedRates)))
            .PerSeed(_seeds.Select(seed => EarlyDistance(seed, LinearRates)));
        Claim("particles-order", "Particles halve frequency 3 before frequency 1")
            .By("half-time of frequency 3 over that of frequency 1").AtMost(1)
            .Against("the rates of fixed features", 0.1, _seeds.Select(own => HalfTime(own, 3, FixedRates) / HalfTime(own, 1, FixedRates)))
            .PerSeed(_seeds.Select(own => HalfTime(own, 3, Particles) / HalfTime(own, 1, Particles)));
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

    private static double Beyond(IGrouping<double, Rate> kernel)
    {
        Rate[] told = [.. kernel.Where(r => r.Frequency >= 2 / kernel.Key && r.Numerical > 1e-13).OrderBy(r => r.Frequency)];
        return told.Zip(told.Skip(1), (of, next) => next.Numerical / of.Numerical).DefaultIfEmpty(double.NaN).Max();
    }

    private static double EarlyDistance(IEnumerable<Simulated> seed, string rates)
    {
        double time = seed.Select(r => r.Time).MinBy(t => Math.Abs(t - EarlyTime));
        double At(int frequency, string curve) => seed.Single(r => r.Time == time && r.Frequency == frequency && r.Curve == curve).Left;
        return new[] { 1, 3 }.Max(k => Math.Abs((At(k, Particles) / At(k, rates)) - 1));
    }

    private static double HalfTime(IEnumerable<Simulated> seed, int frequency, string curve) => seed
        .Where(r => r.Frequency == frequency && r.Curve == curve && r.Left <= Half).Select(r => r.Time)
        .DefaultIfEmpty(double.PositiveInfinity).Min();

    private void Figures()
    {
        to.Add(
            from motion in Enum.GetValues<Motion>()
            from width in MapWidths
            let kernel = new GradientFlowKernel(new PeriodicGaussianFeature(width), motion)
            from k in Enumerable.Range(1, options.Highest)
            select new RateRatio(motion, width, k, kernel.Rate(k) / kernel.Rate(1)));
        Functions("principle-holds", "Where the principle holds: fixed features", Motion.Coefficients, "Fig. 5");
        Functions("principle-fails", "Where the principle fails: moving features", Motion.Features, "Fig. 6");
        to.Figure(
            "boundary", "Where the principle holds and where it fails",
            "Rate of frequency k over that of frequency 1, for each width h of the features. Below 1, frequency k is learned later than "
            + "the lowest one; above 1, sooner: there the principle fails. With fixed features the ratio falls with k at every width; with "
            + "moving ones it rises to k = √2/h and falls from there on. Colours saturate at 0.001 and 1,000.",
            Map(Motion.Coefficients, "fixed features"), Map(Motion.Features, "moving features"));
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

    private void Functions(string id, string title, Motion motion, string figure) => to.Figure(
        id, title,
        "The fitted function f_t and its target f* at t = 0, 10, 100 and 1000, the times of the paper's "
        + $"{figure}, whose features and target are not known: here of width h = 0.5, and waves of 1, 3 and 6 periods. Eigenmodes: from "
        + "the kernel's rates"
        + $"{(motion == Motion.Features ? "; particles: simulated, 128 of them" : ", which are exact for fixed features")}. First seed.",
        perRow: 4,
        to.Rows<FunctionValue>().Select(r => r.Time).Distinct().Select(time =>
            new Plot<FunctionValue>(string.Create(CultureInfo.InvariantCulture, $"t = {time:0}")).Where(r => r.Motion, motion)
                .Where(r => r.Time, time).X(r => r.X, "x (radians)").Y(r => r.Value, "f(x)").By(r => r.Curve).ToPanel()));

    private static HeatMap<RateRatio> Map(Motion motion, string title) => new HeatMap<RateRatio>(title).Where(r => r.Motion, motion)
        .X(r => r.Frequency, "k (periods per circle)").Y(r => r.Width, "h (radians)", log: true)
        .Colour(r => r.Ratio, "rate over that of k = 1", log: true, min: 1e-3, max: 1e3);

    private static Plot<Rate> Rates(Motion motion, string title) => new Plot<Rate>(title)
        .Where(r => r.Motion, motion).Where(r => r.Measure, FeatureMeasure.Uniform)
        .X(r => r.Frequency, "k (periods per circle)").Y(r => r.Numerical, "rate", log: true, min: 1e-6).By(r => r.Width, "h")
        .LinesAndPoints();

    private void Notes()
    {
        to.Note("The full text of the paper was not available: the claims test its formulas as derived here, and it is uncertain "
            + "which convention each printed formula uses.");
        to.Note("A survey quotes the paper's eigenvalues as π c_k with c_k = (h²k²/2) exp(−h²k²/2). The exponent is right; the factor π is "
            + "one too many, as c_k is the rate already. That the rates fall from k = 2/h on is true, and not sharp: they fall from √2/h "
            + "on.");
        to.Note("Moving features keep the mean of the fitted function; the kernel describes them only while their density is nearly "
            + "uniform; later on, frequencies couple.");
    }

    [Table("rate_ratios")]
    private sealed record RateRatio(
        Motion Motion, [Unit("radians")] double Width, [Unit("periods per circle")] int Frequency, double Ratio);
}
