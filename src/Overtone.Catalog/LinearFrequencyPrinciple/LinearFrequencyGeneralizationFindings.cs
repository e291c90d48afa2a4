using MathNet.Numerics.Statistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyGeneralization"/> concludes from its tables.</summary>
internal sealed class LinearFrequencyGeneralizationFindings(LinearFrequencyGeneralizationOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double RankThreshold = 0.9;

    private const string PaperSource = "1905.10264, FP norm and generalisation";

    public StudyFindings Conclude()
    {
        var claims = new List<JudgedClaim>
        {
            PerSeed("norm-orders-error", LinearFrequencyGeneralization.Sines, "Targets of larger FP norm are learned worse",
                "Spearman rank correlation of FP norm and the network's mean absolute error on new points, mean over seeds", RankThreshold, Direction.AtLeast,
                rows => Correlation.Spearman(rows.Select(r => r.Number("norm")), rows.Select(r => r.Number("network_error")))),
            PerSeed("bound-holds", LinearFrequencyGeneralization.Sines, "The a-priori bound holds for every target",
                "largest ratio of the network's mean absolute error to the bound over all targets, mean over seeds", 1, Direction.AtMost,
                rows => rows.Max(r => r.Number("network_error") / r.Number("bound"))),
            PerSeed("norm-grows", LinearFrequencyGeneralization.Sines, "The FP norm grows at least as the frequency", "slope of log FP norm against log frequency, mean over seeds", 1, Direction.AtLeast, NormSlope),
            PerSeed("norm-grows-no-faster", LinearFrequencyGeneralization.Sines, "The FP norm grows at most as the frequency squared", "slope of log FP norm against log frequency, mean over seeds", 2, Direction.AtMost, NormSlope),
        };
        if (options.Controls)
            claims.Add(PerSeed(LinearFrequencyGeneralization.EqualNorm, LinearFrequencyGeneralization.EqualNorm, "Among targets of one FP norm the error rises with frequency",
                "Spearman rank correlation of frequency and the network's mean absolute error on new points, mean over seeds", RankThreshold, Direction.AtLeast,
                rows => Correlation.Spearman(rows.Select(r => r.Number("frequency")), rows.Select(r => r.Number("network_error"))), ClaimRole.NegativeControl));
        return new StudyFindings
        {
            Claims = claims,
            Figures = Figures(),
            Tables = [Curves()],
            Notes =
            [
                "The paper's numbers of samples and neurons and its frequencies are not known here, nor have the bound's constants been seen in print: they are as recalled.",
                "The bound is for the function that training ends at. Networks are trained to a mean squared error of 10⁻⁴ or to the last step, which pairs of samples very near to each other can take too long to reach; the table 'errors' has what was left.",
                "With all targets below half the number of samples the error is not that of aliasing.",
            ],
        };
    }

    private JudgedClaim PerSeed(
        string id, string experiment, string statement, string statistic, double threshold, Direction direction, Func<IReadOnlyList<Row>, double> value, ClaimRole role = ClaimRole.Claim) =>
        new SourceClaims(PaperSource, reduction, Replicates: 10).PerReplicate(
            id, statement, statistic, threshold, direction, tables["errors"].Rows.Where(r => r.Text("experiment") == experiment).GroupBy(r => r.Integer("seed")).Select(seed => value([.. seed])), role);

    private static double NormSlope(IReadOnlyList<Row> rows) => LineFit.Of([.. rows.Select(r => (Math.Log(r.Number("frequency")), Math.Log(r.Number("norm"))))]).Slope;

    // The figure's curves in long form: what network, prediction and bound say of each target.
    private Table Curves()
    {
        var curves = new TableBuilder(
            "curves", Column.Text("experiment"), Column.Integer("seed"), Column.Integer("frequency", "cycles per unit length"), Column.Text("curve"), Column.Number("norm"), Column.Number("error"));
        foreach (Row row in tables["errors"].Rows)
        {
            foreach ((string curve, string column) in new[] { ("network", "network_error"), ("prediction", "prediction_error"), ("bound", "bound") })
                curves.Add(row.Text("experiment"), row.Integer("seed"), row.Integer("frequency"), curve, row.Number("norm"), row.Number(column));
        }

        return curves.Build();
    }

    private IReadOnlyList<Figure> Figures() =>
    [
        new()
        {
            Id = "errors",
            Title = "FP norm and error over the target's frequency",
            Caption = $"Targets sin 2πvx on the unit interval, {options.Samples} random samples, {options.Width:N0} neurons. Left: mean absolute error on new points of the trained network and of the predicted function, "
                + "and the a-priori bound above them. Right: the targets' FP norm. Mean over seeds with the range.",
            Panels = [Errors(LinearFrequencyGeneralization.Sines), Norms()],
        },
        .. options.Controls
            ? [new Figure
            {
                Id = "control",
                Title = "Negative control: targets of one FP norm",
                Caption = "The same sines, scaled so that all have the FP norm of the first: the error no longer rises with frequency. Mean over seeds with the range.",
                Panels = [Errors(LinearFrequencyGeneralization.EqualNorm)],
                PanelsPerRow = 1,
            }]
            : (IEnumerable<Figure>)[],
    ];

    private static SeriesPanel Errors(string experiment) => new()
    {
        Table = "curves",
        Where = [new Where("experiment", experiment)],
        X = new Axis("frequency", "frequency v (cycles per unit length)"),
        Y = new Axis("error", "mean absolute error", Logarithmic: true),
        Series = "curve",
        Replicate = "seed",
        Style = SeriesStyle.LinesAndPoints,
    };

    private static SeriesPanel Norms() => new()
    {
        Table = "errors",
        Where = [new Where("experiment", LinearFrequencyGeneralization.Sines)],
        X = new Axis("frequency", "frequency v (cycles per unit length)"),
        Y = new Axis("norm", "FP norm", Logarithmic: true),
        Replicate = "seed",
        Style = SeriesStyle.LinesAndPoints,
    };
}
