using MathNet.Numerics.Statistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>What <see cref="ContinuousViewpointStudy"/> concludes from its tables.</summary>
internal sealed class ContinuousViewpointFindings(ContinuousViewpointOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double RateTolerance = 1e-12, PrefactorTolerance = 1e-9, Rank = 1, LinearTolerance = 0.1, EarlyTime = 5, Half = 0.5;

    private readonly SourceClaims _claims = new("1912.12777 (derived)", reduction, Replicates: 8);

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            _claims.Identity("rates", "Frequency k is learned at the rate (h²/2) exp(−h²k²/2), and with moving features at k² times that", "largest difference of formula and grid operator, as a share of the largest rate of its kernel", RateTolerance, Direction.AtMost, RateError()),
            _claims.Identity("prefactor", "The kernels have the prefactor h/√(8π) when features are counted by the uniform density", "largest relative difference from the sum over features at distance zero", PrefactorTolerance, Direction.AtMost, PrefactorError("uniform")),
            _claims.Identity("prefactor-lebesgue", "They have it when features are counted by plain dw", "as for prefactor", PrefactorTolerance, Direction.AtMost, PrefactorError("lebesgue"), ClaimRole.NegativeControl),
            _claims.Identity("fixed-features", "With fixed features lower frequencies are learned first, at every width", "smallest rank correlation of frequency and half-time over widths", Rank, Direction.AtLeast, Kernels("coefficients").Min(Order)),
            _claims.Identity("moving-features-order", "With moving features too", "as for fixed-features", Rank, Direction.AtLeast, Kernels("features").Min(Order), ClaimRole.NegativeControl),
            _claims.Identity("moving-features-peak", "With moving features a frequency beside √2/h is learned first", "share of widths for which the fastest frequency is √2/h rounded up or down", 1, Direction.AtLeast, ShareOfWidths(h => [Math.Floor(Math.Sqrt(2) / h), Math.Ceiling(Math.Sqrt(2) / h)])),
            _claims.Identity("moving-features-two", "With moving features the frequency 2/h is learned first", "share of widths for which the fastest frequency is 2/h, rounded", 1, Direction.AtLeast, ShareOfWidths(h => [Math.Round(2 / h)]), ClaimRole.NegativeControl),
            _claims.PerReplicate("particles-follow", "Particles follow the linear rates early on", $"largest relative distance from them at t = {EarlyTime} over frequencies 1 and 3, mean over seeds", LinearTolerance, Direction.AtMost, Seeds().Select(EarlyDistance)),
            _claims.PerReplicate("particles-order", "Particles halve frequency 3 before frequency 1", "half-time of frequency 3 over that of frequency 1, mean over seeds", 1, Direction.AtMost, Seeds().Select(own => HalfTime(own, 3) / HalfTime(own, 1))),
        ],
        Figures = ContinuousViewpointFigures.Of(options),
        Notes =
        [
            "The body of the paper could not be read: claims are on its formulas as derived, and which formula it prints with which convention is not certain.",
            "With 2/h as the boundary one has taken the feature's own coefficient, exp(−h²k²/4), for the kernel's, which is its square.",
            "Moving features keep the mean of the fitted function; the kernel describes them only while their density is nearly uniform, so that waves couple later on.",
        ],
    };

    private double RateError() => tables["rates"].Rows.GroupBy(Key)
        .Max(kernel => kernel.Max(r => Math.Abs(r.Number("formula") - r.Number("numerical"))) / kernel.Max(r => r.Number("formula")));

    private double PrefactorError(string measure) => tables["prefactors"].Rows.Where(r => r.Text("measure") == measure)
        .Max(r => Math.Abs((r.Number("value") / r.Number("printed")) - 1));

    private IEnumerable<IGrouping<double, Row>> Kernels(string motion) =>
        tables["rates"].Rows.Where(r => r.Text("motion") == motion && r.Text("measure") == "uniform").GroupBy(r => r.Number("width"));

    // The half-time is ln 2 over the rate; rates below rounding are not told apart.
    private static double Order(IEnumerable<Row> kernel)
    {
        Row[] told = [.. kernel.Where(r => r.Number("numerical") > 1e-13)];
        return Correlation.Spearman(told.Select(r => r.Number("frequency")), told.Select(r => Math.Log(2) / r.Number("numerical")));
    }

    private double ShareOfWidths(Func<double, double[]> expected) =>
        Kernels("features").Average(kernel => expected(kernel.Key).Contains(kernel.MaxBy(r => r.Number("numerical")).Number("frequency")) ? 1.0 : 0.0);

    private IEnumerable<IGrouping<long, Row>> Seeds() => tables["particles"].Rows.GroupBy(r => r.Integer("seed"));

    private static double EarlyDistance(IEnumerable<Row> seed)
    {
        double time = seed.Select(r => r.Number("time")).MinBy(t => Math.Abs(t - EarlyTime));
        double At(int frequency, string curve) => seed.Single(r => r.Number("time") == time && r.Number("frequency") == frequency && r.Text("curve") == curve).Number("left");
        return new[] { 1, 3 }.Max(k => Math.Abs((At(k, "particles") / At(k, "linear")) - 1));
    }

    private static double HalfTime(IEnumerable<Row> seed, int frequency) => seed
        .Where(r => r.Number("frequency") == frequency && r.Text("curve") == "particles" && r.Number("left") <= Half)
        .Select(r => r.Number("time")).DefaultIfEmpty(double.NaN).Min();

    private static (double, string, string) Key(Row row) => (row.Number("width"), row.Text("motion"), row.Text("measure"));
}
