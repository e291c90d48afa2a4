using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequency1dMeasurement;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequency1d"/> concludes from its tables.</summary>
internal sealed class LinearFrequency1dFindings(LinearFrequency1dOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run, in ranges of the labels.
    private const double NetworkThreshold = 0.02;
    private const double SplineThreshold = 0.01;

    private const string PaperSource = "1905.10264, one-dimensional figure";

    // Values in order of x for each (experiment, seed, function).
    private readonly Dictionary<(string Experiment, long Seed, string Function), double[]> _functions = tables["functions"].Rows
        .GroupBy(r => (r.Text("experiment"), r.Integer("seed"), r.Text("function")))
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Number("x")).Select(r => r.Number("value")).ToArray());

    public StudyFindings Conclude()
    {
        var claims = new List<JudgedClaim>
        {
            Agreement("network-cubic", LinearFrequency1d.Cubic, LinearFrequency1d.Cubic, "Where the first term dominates, the network ends at the predicted function"),
            Agreement("network-linear", LinearFrequency1d.Linear, LinearFrequency1d.Linear, "Where the second term dominates, the network ends at the predicted function"),
            Limit("natural-spline", LinearFrequency1d.Cubic, Spline, "Where the first term dominates, the prediction is the natural cubic spline"),
            Limit("straight-lines", LinearFrequency1d.Linear, Lines, "Where the second term dominates, the prediction is straight lines"),
        };
        if (options.Controls)
        {
            claims.Add(Limit("control-other-limit", LinearFrequency1d.Cubic, Lines, "Where the first term dominates, the prediction is straight lines", ClaimRole.NegativeControl));
            claims.Add(Agreement("control-other-weights", LinearFrequency1d.Cubic, LinearFrequency1d.Linear, "The first regime's network ends at the second's prediction", ClaimRole.NegativeControl));
            claims.Add(Agreement(
                LinearFrequency1d.InitialFunction, LinearFrequency1d.InitialFunction, LinearFrequency1d.InitialFunction,
                "A network that does not begin as zero ends at the predicted function", ClaimRole.NegativeControl));
        }

        return new StudyFindings
        {
            Claims = claims,
            Figures = LinearFrequency1dFigures.Of(options),
            Tables = [Differences()],
            Notes =
            [
                "The paper's own widths and scales of initial weights are not known here. The first regime's scales are those of its authors' lecture notes. The terms of γ² "
                    + "are equal at the angular frequency √(A/B): about 170 in the first regime, 0.25 in the second, with samples some 0.2 apart, that is frequencies of some 2π/0.4 = 16 between them.",
                "The published figure's cubic spline is a not-a-knot spline; what the variational problem gives is the natural one.",
                "The prediction has a period (an option), which takes the place of an endless line: the gap to the natural spline falls as one over it.",
            ],
        };
    }

    private JudgedClaim Agreement(string id, string experiment, string predicted, string statement, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = PaperSource,
        Statistic = "root mean square difference of network and prediction over the range of the labels, mean over seeds",
        Threshold = NetworkThreshold,
        Direction = Direction.AtMost,
        Replicate = "seed",
        Replicates = 10,
        Role = role,
    }.Judge([.. Seeds(experiment).Select(seed => Distance((experiment, seed, Network), (predicted, seed, Prediction)).RootMeanSquare / FivePoints.Range)], reduction);

    private JudgedClaim Limit(string id, string experiment, string interpolant, string statement, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = "1905.10264; 2102.00200 (limits of the equivalent optimisation)",
        Statistic = "largest difference of prediction and interpolant over the range of the labels, mean over seeds",
        Threshold = SplineThreshold,
        Direction = Direction.AtMost,
        Replicate = "seed",
        Replicates = 10,
        Role = role,
    }.Judge([.. Seeds(experiment).Select(seed => Distance((experiment, seed, Prediction), (experiment, seed, interpolant)).Largest / FivePoints.Range)], reduction);

    private FunctionDistance Distance((string, long, string) first, (string, long, string) second) => FunctionDistance.Of(_functions[first], _functions[second]);

    private IEnumerable<long> Seeds(string experiment) => _functions.Keys.Where(k => k.Experiment == experiment).Select(k => k.Seed).Distinct();

    // Of the network and of the regime's interpolant from the prediction, in ranges of the labels.
    private Table Differences()
    {
        var differences = new TableBuilder(
            "differences", Column.Text("experiment"), Column.Integer("seed"), Column.Text("function"), Column.Number("x"), Column.Number("difference", "ranges of the labels"));
        double[] x = FivePoints.Test;
        foreach ((string experiment, long seed, string function) in _functions.Keys.Where(k => k.Function == Network || k.Function == (k.Experiment == LinearFrequency1d.Cubic ? Spline : Lines)))
        {
            double[] values = _functions[(experiment, seed, function)], predicted = _functions[(experiment, seed, Prediction)];
            for (int n = 0; n < values.Length; n++)
                differences.Add(experiment, seed, function, x[n], (values[n] - predicted[n]) / FivePoints.Range);
        }

        return differences.Build();
    }
}
