using Overtone.Studies.Findings;
using Overtone.Theory.BallAverage;
using static Overtone.Catalog.BallAverage.BallAverageStudy;

namespace Overtone.Catalog.BallAverage;

/// <summary>What <see cref="BallAverageStudy"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class BallAverageFindings(BallAverageOptions options, Conclusion to)
{
    private const double StandardErrors = 4;
    private const string OfScheme = "eqs. 7 and 8 (derived)";

    public void Conclude()
    {
        Claim("ball-factor", "Averaging over an n-ball multiplies a wave by Γ(n/2 + 1) J(z) / (z/2)^{n/2}", "eq. 6, its constant put right")
            .By("largest difference from the mean over random points, in standard errors").AtMost(StandardErrors)
            .Of(FromRandomPoints(_ => 1));
        Claim("ball-factor-pi", "The same with π^{n/2} in the place of 2^{n/2}", "eq. 6, with a wrong constant").AsControl()
            .By("as for ball-factor").AtMost(StandardErrors).Of(FromRandomPoints(n => Math.Pow(Math.PI / 2, n / 2.0)));
        Claim("decay", "The factor falls with z to the power −(n + 1)/2", "eq. 6 (derived)")
            .By("largest distance of the fitted exponent over dimensions up to 10").AtMost(0.05)
            .Of(to.Rows<Decay>().Max(r => Math.Abs(r.Exponent + ((r.Dimension + 1) / 2.0))));
        Claim("scheme-mean", "The sampled scheme has, in the mean over draws, the response of its centre and three spheres", OfScheme)
            .By("largest difference over dimensions and frequencies, in standard errors").AtMost(StandardErrors).Of(SchemeMean());
        Claim("leakage", "One draw of the scheme leaves √(6K)/(6K + 1) of every high frequency", OfScheme)
            .By("distance of the measured root mean square from it, as a share of it; largest over dimensions").AtMost(0.2).Of(Leakage());
        Claim("affine-unchanged", "An affine function is left as it is", OfScheme)
            .By("largest change over draws, per slope and radius").AtMost(1e-12).Of(to.Rows<Affine>().Max(r => r.Change));
        Claim("scheme-is-ball", "The sampled scheme is the average over the ball", "eqs. 5, 7 and 8").AsControl()
            .By("largest difference of the two factors over dimensions and frequencies").AtMost(0.05).Of(SchemeAgainstBall());
        Figure();
        Notes();
    }

    private ClaimBuilder Claim(string id, string statement, string equation) => to.Claim(id, statement).From($"1905.12797, {equation}");

    private double FromRandomPoints(Func<int, double> factor) =>
        to.Rows<RandomPoints>().Max(r => Math.Abs(r.Mean - (factor(r.Dimension) * r.Formula)) / r.StandardError);

    private double SchemeMean() => to.Rows<SampledResponse>().GroupBy(r => (r.Dimension, r.Frequency)).Max(group =>
    {
        double[] values = [.. group.Select(r => r.Response)];
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(v => Math.Pow(v - mean, 2)) / (values.Length - 1));
        return Math.Abs(mean - group.First().Expected) / (deviation / Math.Sqrt(values.Length));
    });

    private double Leakage() => to.Rows<SampledResponse>().Where(r => r.Band == StopBand).GroupBy(r => r.Dimension)
        .Max(group => Math.Abs((Math.Sqrt(group.Average(r => Math.Pow(r.Response, 2))) / Floor) - 1));

    // What one draw leaves of every high frequency.
    private double Floor => Math.Sqrt(6 * options.Directions) / ((6 * options.Directions) + 1.0);

    private double SchemeAgainstBall()
    {
        var ball = to.Rows<AverageResponse>().Where(r => r.Average == Ball).ToDictionary(r => (r.Dimension, r.Frequency), r => r.Response);
        return to.Rows<AverageResponse>().Where(r => r.Average == Scheme).Max(r => Math.Abs(r.Response - ball[(r.Dimension, r.Frequency)]));
    }

    private void Figure() => to.Figure(
        "responses", "What remains of a wave after averaging",
        "Magnitude of the factor of a plane wave against its angular frequency: averaged over the n-ball (closed form), by the "
        + "scheme of 6K + 1 points on average over draws (closed form), and by a single draw. The dashed line is √(6K)/(6K + 1), the "
        + "share of every high frequency that a single draw leaves.", perRow: 3,
        options.Dimensions.Zip(options.Radii, (dimension, radius) => new Plot<AverageResponse>($"n = {dimension}, r = {radius}")
            .Where(r => r.Dimension, dimension)
            .X(r => r.Frequency, "‖ω‖ (radians per unit)", log: true).Y(r => r.Response, "factor", log: true, min: 1e-4, max: 1.5)
            .By(r => r.Average).Line(Floor, "floor of one draw").ToPanel()));

    private void Notes()
    {
        to.Note("The full text of the paper was not available. A survey quotes eq. 6 with 1/π^{n/2} in the place of 2^{n/2}, by which a "
            + "constant would shrink by (2π)^{n/2}; with π^{n/2} it would grow by (π/2)^{n/2}. Shape and decay are the same.");
        IEnumerable<string> halves = options.Dimensions.Zip(
            options.Radii, (n, r) => $"{BallResponse.HalfPowerPhase(n) / r:0.0} (n = {n}, r = {r})");
        to.Note($"The ball average halves the power of a wave at ‖ω‖ = {string.Join(", ", halves)} radians per unit.");
        to.Note("The scheme's steps, ±r/3, ±2r/3 and ±r along K random directions, are those of eq. 8 as the survey quotes it; that the "
            + "centre counts too, and K = 15, come from the authors' code.");
    }
}
