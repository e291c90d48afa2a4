using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>What <see cref="LinearRegions"/> concludes from its tables.</summary>
internal sealed class LinearRegionsFindings(TableSet tables, string? reduction)
{
    // Proposed before any deciding run: rounding of float64 in sums of at most a few hundred terms.
    private const double AffineTolerance = 1e-12, TilingTolerance = 1e-9;

    private const string Figure1 = "1905.12797, Fig. 1";

    private Row[] Rows => [.. tables["regions"].Rows];

    private readonly SourceClaims _claims = new(Figure1, reduction);

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            _claims.Identity("tiling", "The polygons tile the window", "largest difference of their areas' sum from the window's, as a share of it", TilingTolerance, Direction.AtMost, Rows.Max(r => r.Number("tiling_error"))),
            _claims.Identity("sampling", "At every sample point the network has the value that the polygon lying there gives it", "largest difference over all points, outputs and networks, as a share of the largest output", AffineTolerance, Direction.AtMost, Rows.Max(r => r.Number("difference"))),
            _claims.Identity("affine", "Within a polygon the network is affine", "largest second difference about the centres of polygons, as a share of the largest value", AffineTolerance, Direction.AtMost, Rows.Max(r => r.Number("bend"))),
            _claims.Identity("affine-smooth", "Within the same polygons the same weights with tanh are affine", "as for affine; smallest over networks", AffineTolerance, Direction.AtMost, Rows.Min(r => r.Number("smooth_bend")), ClaimRole.NegativeControl),
            _claims.Identity("segments", "A segment crosses as many polygons as it has pieces between breakpoints", "smallest share of random segments, over networks", 1, Direction.AtLeast, Rows.Min(r => r.Number("agreeing_segments"))),
            _claims.Identity("one-layer-bound", "One hidden layer of n units makes at most 1 + n + n(n − 1)/2 regions", "largest count as a share of the bound", 1, Direction.AtMost, Rows.Where(r => r.Integer("bound") > 0).Max(r => (double)r.Integer("regions") / r.Integer("bound"))),
        ],
        Estimates = [.. Rows.GroupBy(r => (Subject: r.Text("subject"), Stage: r.Text("stage"))).Select(group => Count(group.Key.Subject, group.Key.Stage, [.. group]))],
        Figures = [Picture(), Counts()],
        Notes =
        [
            "A region is one of constant activation pattern; where units lead nowhere, neighbours may share one affine map and still count as two.",
            "Weights are float32 numbers, taken exactly; cutting and comparing are in float64. A corner nearer to a line than 1e-12 of the terms that make its height lies on it.",
            "Only the drawn window counts: the bound for one layer holds on the whole plane and is reached in general position.",
        ],
    };

    private static Estimate Count(string subject, string stage, IReadOnlyList<Row> rows)
    {
        (double mean, double low, double high) = BootstrapInterval.OfMean([.. rows.Select(r => r.Number("regions"))]);
        return new Estimate
        {
            Name = $"regions_{subject}_{stage}",
            Value = mean,
            Low = low,
            High = high,
            Unit = "regions",
            Statement = $"{Subject(subject)} cut the window into {mean:0} regions {(stage == "initial" ? "before training" : "after training")}, on average over {rows.Count} seeds.",
        };
    }

    private static string Subject(string subject) => subject switch
    {
        "deep" => "Deep networks of two variables",
        "shallow" => "Networks with one hidden layer",
        "convolutional" => "Convolutional classifiers of digits with maximum pooling, on the plane through three images,",
        _ => "Classifiers of digits, on the plane through three images,",
    };

    private static Figure Picture() => new()
    {
        Id = "regions",
        Title = "The regions on which a ReLU network is affine",
        Caption = "Exact polygons of the first seed. Above: a network of two variables before and after it has learned sin 3x₁ · sin 3x₂, coloured by its value at their centre. "
            + "Below: a perceptron and a convolutional network with maximum pooling that tell digits apart, on the plane through three images, which lie at (0, 0), (1, 0) and (0, 1), "
            + "coloured by the class at their centre.",
        Panels =
        [
            Regions("deep_initial", "before training", "x₁", "x₂", "output"),
            Regions("deep_trained", "after training", "x₁", "x₂", "output"),
            Classes("digits_initial", "digits, before training"),
            Classes("digits_trained", "digits, after training"),
            Classes("convolutional_initial", "convolutional, before training"),
            Classes("convolutional_trained", "convolutional, after training"),
        ],
    };

    private static PolygonPanel Regions(string table, string title, string x, string y, string value) => new()
    {
        Title = title,
        Table = table,
        Polygon = "region",
        X = new Axis("x", x),
        Y = new Axis("y", y),
        Value = new Axis("value", value),
    };

    private static PolygonPanel Classes(string table, string title) =>
        Regions(table, title, "towards the second image", "towards the third image", "class") with { Value = new Axis("value", "class", Minimum: 0, Maximum: 9) };

    private static Figure Counts() => new()
    {
        Id = "counts",
        Title = "How many regions the window holds",
        Caption = "Mean over seeds with the range. Each subject has a window and a network of its own, so only the bars of one subject compare.",
        Panels = [new BarPanel { Table = "regions", Category = "subject", Series = "stage", Y = new Axis("regions", "regions in the window") }],
        PanelsPerRow = 1,
    };
}
