using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.BallAverage;

namespace Overtone.Catalog.BallAverage;

/// <summary>What <see cref="BallAverageStudy"/> concludes from its tables.</summary>
internal sealed class BallAverageFindings(BallAverageOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double StandardErrors = 4, DecayTolerance = 0.05, LeakageTolerance = 0.2, SameFilter = 0.05, AffineTolerance = 1e-12;

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            Identity("ball-factor", "Averaging over an n-ball multiplies a wave by Γ(n/2 + 1) J(z) / (z/2)^{n/2}", "eq. 6",
                "largest difference from the mean over random points, in standard errors", StandardErrors, FromRandomPoints(_ => 1)),
            Identity("ball-factor-pi", "The same with π^{n/2} in the place of 2^{n/2}", "eq. 6",
                "as for ball-factor", StandardErrors, FromRandomPoints(n => Math.Pow(Math.PI / 2, n / 2.0)), ClaimRole.NegativeControl),
            Identity("decay", "The factor falls with z to the power −(n + 1)/2", "eq. 7",
                "largest distance of the fitted exponent over dimensions up to 10", DecayTolerance,
                tables["decay"].Rows.Max(r => Math.Abs(r.Number("exponent") + ((r.Integer("dimension") + 1) / 2.0)))),
            Identity("scheme-mean", "The sampled scheme has, in the mean over draws, the response of its centre and three spheres", "eq. 8",
                "largest difference over dimensions and frequencies, in standard errors", StandardErrors, SchemeMean()),
            Identity("leakage", "One draw of the scheme leaves √(6K)/(6K + 1) of every high frequency", "eq. 8",
                "distance of the measured root mean square from it, as a share of it; largest over dimensions", LeakageTolerance, Leakage()),
            Identity("affine-unchanged", "An affine function is left as it is", "eq. 8",
                "largest change over draws, per slope and radius", AffineTolerance, tables["affine"].Rows.Max(r => r.Number("change"))),
            Identity("scheme-is-ball", "The sampled scheme is the average over the ball", "eqs. 5 and 8",
                "largest difference of the two factors over dimensions and frequencies", SameFilter, SchemeAgainstBall(), ClaimRole.NegativeControl),
        ],
        Figures = [Responses()],
        Notes =
        [
            "The constants of eq. 6 are not certain as printed: with π^{n/2} for 2^{n/2} a constant would grow by (π/2)^{n/2}, with 1/π^{n/2} it would shrink by (2π)^{n/2}. Shape and decay are the same.",
            $"Half the power of a wave is left by the ball at ‖ω‖ = {string.Join(", ", options.Dimensions.Zip(options.Radii, (n, r) => $"{BallResponse.HalfPowerPhase(n) / r:0.0} (n = {n}, r = {r})"))} radians per unit.",
            "The scheme's points, along K random directions at ±r/3, ±2r/3 and ±r beside the centre, and K = 15, are those of the authors' code, not of the paper's text.",
        ],
    };

    private JudgedClaim Identity(string id, string statement, string equation, string statistic, double threshold, double value, ClaimRole role = ClaimRole.Claim) =>
        new SourceClaims($"1905.12797, {equation}", reduction).Identity(id, statement, statistic, threshold, Direction.AtMost, value, role);

    private double FromRandomPoints(Func<long, double> factor) => tables["ball"].Rows
        .Max(r => Math.Abs(r.Number("mean") - (factor(r.Integer("dimension")) * r.Number("formula"))) / r.Number("standard_error"));

    private double SchemeMean() => tables["draws"].Rows
        .GroupBy(r => (Dimension: r.Integer("dimension"), Frequency: r.Number("frequency")))
        .Max(group =>
        {
            double[] values = [.. group.Select(r => r.Number("response"))];
            double mean = values.Average(), deviation = Math.Sqrt(values.Sum(v => Math.Pow(v - mean, 2)) / (values.Length - 1));
            return Math.Abs(mean - group.First().Number("expected")) / (deviation / Math.Sqrt(values.Length));
        });

    private double Leakage()
    {
        double points = (6 * options.Directions) + 1, floor = Math.Sqrt(points - 1) / points;
        return tables["draws"].Rows.Where(r => r.Text("band") == "stop").GroupBy(r => r.Integer("dimension"))
            .Max(group => Math.Abs((Math.Sqrt(group.Average(r => Math.Pow(r.Number("response"), 2))) / floor) - 1));
    }

    private double SchemeAgainstBall()
    {
        Row[] rows = [.. tables["responses"].Rows];
        var ball = rows.Where(r => r.Text("average") == "n-ball").ToDictionary(r => (r.Integer("dimension"), r.Number("frequency")), r => r.Number("response"));
        return rows.Where(r => r.Text("average") == "scheme, mean of draws").Max(r => Math.Abs(r.Number("response") - ball[(r.Integer("dimension"), r.Number("frequency"))]));
    }

    private Figure Responses() => new()
    {
        Id = "responses",
        Title = "What averaging leaves of a wave",
        Caption = "Magnitude of the factor of a plane wave against its angular frequency: averaged over the n-ball (in closed form), by the scheme of 6K + 1 points in the mean over draws (in closed form), and by one draw. "
            + "The dashed line is the floor √(6K)/(6K + 1) that a draw leaves of every high frequency.",
        Panels = [.. options.Dimensions.Zip(options.Radii, (dimension, radius) => new SeriesPanel
        {
            Title = $"n = {dimension}, r = {radius}",
            Table = "responses",
            Where = [new Where("dimension", $"{dimension}")],
            X = new Axis("frequency", "‖ω‖ (radians per unit)", Logarithmic: true),
            Y = new Axis("response", "factor", Logarithmic: true, Minimum: 1e-4, Maximum: 1.5),
            Series = "average",
            ReferenceLines = [new ReferenceLine(Math.Sqrt(6 * options.Directions) / ((6 * options.Directions) + 1), "floor of one draw")],
        })],
        PanelsPerRow = 3,
    };
}
