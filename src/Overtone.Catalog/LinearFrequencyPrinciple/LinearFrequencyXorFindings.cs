using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyXor"/> concludes from its tables.</summary>
internal sealed class LinearFrequencyXorFindings(LinearFrequencyXorOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double CorrelationThreshold = 0.995;
    private const int WideEnough = 2000, Wide = 8000;

    private const string PaperSource = "1905.10264, two-dimensional figure";

    private readonly Dictionary<(string Experiment, long Width, long Seed), FunctionDistance> _distances = tables["outputs"].Rows
        .GroupBy(r => (r.Text("experiment"), r.Integer("width"), r.Integer("seed")))
        .ToDictionary(g => g.Key, g => FunctionDistance.Of([.. g.Select(r => r.Number("network"))], [.. g.Select(r => r.Number("prediction"))]));

    /// <summary>The width whose correlation is judged: the least of at least 2,000, or the widest.</summary>
    public static int JudgedWidth(IReadOnlyList<int> widths) => widths.Where(w => w >= WideEnough).DefaultIfEmpty(widths.Max()).Min();

    public StudyFindings Conclude()
    {
        int judged = JudgedWidth(options.Widths);
        var claims = new List<JudgedClaim>
        {
            Correlation("correlation", LinearFrequencyXor.Xor, judged, $"At a width of {judged:N0} network and prediction agree on the whole square"),
            Narrowing(),
        };
        if (options.Controls)
            claims.Add(Correlation(LinearFrequencyXor.InitialFunction, LinearFrequencyXor.InitialFunction, judged, "Networks that do not begin as zero end at the prediction", ClaimRole.NegativeControl));
        Table distances = Distances();
        return new StudyFindings
        {
            Claims = claims,
            Estimates = [WidthSlope.Estimate(distances, "rms", "root mean square"), WidthSlope.Estimate(distances, "mean_absolute", "mean absolute")],
            Figures = LinearFrequencyXorFigures.Of(options),
            Tables = [distances, Map()],
            Notes =
            [
                "Input and output weights are normal, breakpoints uniform, as in the scripts published with the paper's successors; the paper's own scales are not known here.",
                "In two dimensions the prediction leaves a gradient term out, so that the difference levels off instead of vanishing; its slope is reported, not judged.",
                "The published scripts keep 4π² with angular frequencies, take moments of single weights and count axis frequencies twice; none of this is repeated here.",
            ],
        };
    }

    private JudgedClaim Correlation(string id, string experiment, int width, string statement, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = PaperSource,
        Statistic = "Pearson correlation of network and prediction over the test points, mean over seeds",
        Threshold = CorrelationThreshold,
        Direction = Direction.AtLeast,
        Replicate = "seed",
        Replicates = 10,
        Role = role,
    }.Judge([.. _distances.Where(d => d.Key.Experiment == experiment && d.Key.Width == width).Select(d => d.Value.Correlation)], reduction);

    private JudgedClaim Narrowing()
    {
        int narrow = options.Widths.Min(), wide = options.Widths.Where(w => w > narrow && w <= Wide).DefaultIfEmpty(options.Widths.Max()).Max();
        return new Claim
        {
            Id = "wider-is-nearer",
            Statement = $"At a width of {wide:N0} the difference is smaller than at {narrow:N0}",
            Source = PaperSource,
            Statistic = "root mean square difference at the larger width over that at the smaller, mean over seeds",
            Threshold = 1,
            Direction = Direction.AtMost,
            Replicate = "seed",
            Replicates = 10,
        }.Judge([.. Seeds().Select(seed => Rms(wide, seed) / Rms(narrow, seed))], reduction);
    }

    private double Rms(int width, long seed) => _distances[(LinearFrequencyXor.Xor, width, seed)].RootMeanSquare;

    private IEnumerable<long> Seeds() => _distances.Keys.Where(k => k.Experiment == LinearFrequencyXor.Xor).Select(k => k.Seed).Distinct();

    private Table Distances()
    {
        var distances = new TableBuilder(
            "distances", Column.Text("experiment"), Column.Integer("width", "neurons"), Column.Integer("seed"), Column.Number("rms"), Column.Number("mean_absolute"), Column.Number("correlation"));
        foreach (((string experiment, long width, long seed), FunctionDistance distance) in _distances)
            distances.Add(experiment, width, seed, distance.RootMeanSquare, distance.MeanAbsolute, distance.Correlation);
        return distances.Build();
    }

    // The widest network of the first seed, with coordinates that are short enough to label axes.
    private Table Map()
    {
        var map = new TableBuilder("map", Column.Number("x1"), Column.Number("x2"), Column.Number("network"), Column.Number("prediction"), Column.Number("difference"));
        foreach (Row row in tables["outputs"].Rows.Where(r => r.Text("experiment") == LinearFrequencyXor.Xor && r.Integer("width") == options.Widths[^1] && r.Integer("seed") == options.Seed))
            map.Add(Math.Round(row.Number("x1"), 2), Math.Round(row.Number("x2"), 2), row.Number("network"), row.Number("prediction"), row.Number("difference"));
        return map.Build();
    }
}
