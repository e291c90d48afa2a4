using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SmallWeights;

/// <summary>What <see cref="SmallWeightGradients"/> concludes from its tables.</summary>
internal sealed class SmallWeightGradientsFindings(SmallWeightGradientsOptions options, TableSet tables, string? reduction)
{
    // Proposed before any run, from an independent computation with fixed networks of 2 and 10 neurons.
    private const double AtHalf = 0.05;
    private const double AtThreeTenths = 1e-3;
    private const double Small = 0.5, Smaller = 0.3, Large = 20;
    private const int Networks = 10;
    private const string PaperSource = "1901.06523, Theorem";
    private const string Shares = "failing_shares";

    /// <summary>The radii without which the claims cannot be judged.</summary>
    public static IReadOnlyList<double> Deciding { get; } = [Large, Small, Smaller];

    public StudyFindings Conclude() => new()
    {
        Claims = [.. Theorem(1), .. Theorem(2), Control()],
        Figures = [Figure()],
        Tables = [SharesTable()],
        Notes =
        [
            "Gradients are compared by their logarithms: below |w| of about πk/1400 the numbers themselves are smaller than any double, and a comparison of zeros would decide.",
            "The printed derivative by the biases (equation 29) has a factor b too much; equality by Parseval (after equation 19) lacks a factor 2π. Neither changes the theorems.",
            .. Fits().Select(fit => $"Theorem {fit.Theorem}, {fit.Width} neurons: a share of {StudyText.Number(fit.Factor)} e^(−{StudyText.Number(fit.Rate)}/δ) fails (least squares through the logarithms of the means, radii up to 2)."),
        ],
    };

    private IEnumerable<JudgedClaim> Theorem(int theorem)
    {
        string what = theorem == 1
            ? "every parameter's gradient is larger at the low frequency than at the high one"
            : "gradient flow on both frequencies lowers the loss at the low one, and at least as fast as at the high one";
        yield return Judge(theorem, $"theorem-{theorem}-half", $"For all but a twentieth of the input weights in a ball of radius {Small}, {what}", Small, AtHalf);
        yield return Judge(theorem, $"theorem-{theorem}-three-tenths", $"For all but a thousandth of the input weights in a ball of radius {Smaller}, {what}", Smaller, AtThreeTenths);
        yield return new Claim
        {
            Id = $"theorem-{theorem}-falls",
            Statement = "Smaller balls fail less, whatever the number of neurons",
            Source = $"{PaperSource} {theorem}",
            Statistic = "largest ratio of a ball's failing share to the next larger ball's, up to radius 2, over numbers of neurons; mean over networks",
            Threshold = 1,
            Direction = Direction.AtMost,
            Replicate = "network",
            Replicates = Networks,
        }.Judge([.. BySeed().Select(rows => LargestRatio(rows, theorem))], reduction);
    }

    private JudgedClaim Judge(int theorem, string id, string statement, double radius, double threshold) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = $"{PaperSource} {theorem}",
        Statistic = "failing share of draws, the largest over numbers of neurons; mean over networks",
        Threshold = threshold,
        Direction = Direction.AtMost,
        Replicate = "network",
        Replicates = Networks,
    }.Judge([.. BySeed().Select(rows => rows.Where(r => r.Number("radius") == radius).Max(r => Share(r, theorem)))], reduction);

    // The theorem is about small weights.
    private JudgedClaim Control() => new Claim
    {
        Id = "large-weights",
        Statement = $"In a ball of radius {Large} many input weights have a parameter that the high frequency moves more",
        Source = $"{PaperSource} 1",
        Statistic = "failing share of draws, the smallest over numbers of neurons; mean over networks",
        Threshold = AtHalf,
        Direction = Direction.AtLeast,
        Role = ClaimRole.NegativeControl,
        Replicate = "network",
        Replicates = Networks,
    }.Judge([.. BySeed().Select(rows => rows.Where(r => r.Number("radius") == Large).Min(r => Share(r, 1)))], reduction);

    private IEnumerable<Row[]> BySeed() => tables[SmallWeightGradientsMeasurement.Failures].Rows.GroupBy(r => r.Integer("seed")).Select(seed => seed.ToArray());

    private static double Share(Row row, int theorem) => (double)row.Integer($"theorem_{theorem}") / row.Integer("draws");

    // Where the larger ball has no failure left, the smaller one must have none either.
    private static double LargestRatio(Row[] rows, int theorem)
    {
        double largest = 0;
        foreach (IGrouping<long, Row> width in rows.Where(r => r.Number("radius") <= 2).GroupBy(r => r.Integer("width")))
        {
            double[] shares = [.. width.OrderByDescending(r => r.Number("radius")).Select(r => Share(r, theorem))];
            foreach ((double larger, double smaller) in shares.Zip(shares.Skip(1)))
                largest = Math.Max(largest, smaller == 0 ? 0 : smaller / larger);
        }

        return largest;
    }

    private IEnumerable<(int Theorem, long Width, double Factor, double Rate)> Fits()
    {
        foreach (int theorem in new[] { 1, 2 })
        {
            foreach (long width in options.Widths)
            {
                (double X, double Y)[] points = [.. Means(theorem, width).Where(mean => mean.Radius <= 2 && mean.Share > 0).Select(mean => (1 / mean.Radius, Math.Log(mean.Share)))];
                if (points.Length < 3)
                    continue;
                var fit = LineFit.Of(points);
                yield return (theorem, width, Math.Exp(fit.Intercept), -fit.Slope);
            }
        }
    }

    private IEnumerable<(double Radius, double Share)> Means(int theorem, long width) => tables[SmallWeightGradientsMeasurement.Failures].Rows
        .Where(r => r.Integer("width") == width)
        .GroupBy(r => r.Number("radius"))
        .Select(radius => (radius.Key, radius.Average(r => Share(r, theorem))));

    private Table SharesTable()
    {
        var rows = new TableBuilder(Shares, Column.Text("theorem"), Column.Text("neurons"), Column.Number("inverse_radius"), Column.Number("share"), Column.Number("log10_share"));
        foreach (int theorem in new[] { 1, 2 })
        {
            foreach (long width in options.Widths)
            {
                foreach ((double radius, double share) in Means(theorem, width))
                    rows.Add($"{theorem}", $"{width}", 1 / radius, share, share > 0 ? Math.Log10(share) : double.NaN);
            }
        }

        return rows.Build();
    }

    private Figure Figure() => new()
    {
        Id = "failing-shares",
        Title = "How often the high frequency moves a parameter more",
        Caption = $"Share of input weights, drawn uniformly from a ball of radius δ, for which a theorem's event fails; mean over {options.Networks} networks with normal output weights and the absolute values of normal biases. "
            + $"Target: amplitude 1 at angular frequencies {StudyText.Number(options.Low)} and {StudyText.Number(options.High)}. Lines: C e^(−c/δ), the theorems' form, fitted to radii up to 2; c and C stand in the notes. "
            + $"Where none of {options.Draws:N0} draws failed in any network there is no point.",
        Panels = [.. new[] { 1, 2 }.Select(theorem => new SeriesPanel
        {
            Title = theorem == 1 ? "Theorem 1: every parameter's gradient" : "Theorem 2: the losses under gradient flow",
            Table = Shares,
            Where = [new Where("theorem", $"{theorem}")],
            X = new Axis("inverse_radius", "1/δ"),
            Y = new Axis("log10_share", "log10 of the share that fails"),
            Series = "neurons",
            SeriesLabel = "neurons",
            Style = SeriesStyle.Points,
            SlopedLines = [.. Fits().Where(fit => fit.Theorem == theorem).Select(fit => new SlopedLine($"{fit.Width}", -fit.Rate / Math.Log(10), Math.Log10(fit.Factor)))],
        })],
    };
}
