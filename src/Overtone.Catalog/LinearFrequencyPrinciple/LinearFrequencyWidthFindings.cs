using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyWidth"/> concludes from its tables.</summary>
internal sealed class LinearFrequencyWidthFindings(LinearFrequencyWidthOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double Shallowest = -0.3, Steepest = -0.6;

    private const string PaperSource = "1905.10264, difference against width";

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            Slope("slope-rms", LinearFrequencyWidth.Both, "rms", Shallowest, "The root mean square difference falls with width", "-0.39 (fitted to the authors' record)"),
            Slope("slope-rms-not-steeper", LinearFrequencyWidth.Both, "rms", Steepest, "The root mean square difference falls hardly faster than random weights would let it", "-0.39 (fitted to the authors' record)"),
            Slope("slope-mean-absolute", LinearFrequencyWidth.Both, "mean_absolute", Shallowest, "The mean absolute difference falls with width", "-0.35 (fitted to the authors' record)"),
            Slope("slope-mean-absolute-not-steeper", LinearFrequencyWidth.Both, "mean_absolute", Steepest, "The mean absolute difference falls hardly faster than random weights would let it", "-0.35 (fitted to the authors' record)"),
            .. options.Controls
                ? [Slope("control-second-term-alone", LinearFrequencyWidth.SecondAlone, "rms", Shallowest, "The difference from a prediction without the first term falls with width", null, ClaimRole.NegativeControl)]
                : (IEnumerable<JudgedClaim>)[],
        ],
        Estimates = [.. Estimates()],
        Figures = [Widths()],
        Notes =
        [
            "Each seed's slope is fitted over all widths. Random weights alone would give −0.5; what the discretised prediction misses (its period, the ends of the breakpoints) flattens it at large widths.",
            "The authors recorded their differences in a comment of the scripts published with the paper's successors; which data they belong to is not said.",
        ],
    };

    private JudgedClaim Slope(string id, string prediction, string column, double threshold, string statement, string? published, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = PaperSource,
        Statistic = $"slope of log {(column == "rms" ? "root mean square" : "mean absolute")} difference against log width, mean over seeds",
        Threshold = threshold,
        Direction = threshold == Steepest ? Direction.AtLeast : Direction.AtMost,
        Replicate = "seed",
        Replicates = 10,
        Published = published,
        Role = role,
    }.Judge(WidthSlope.PerSeed(tables["distances"].Rows.Where(r => r.Text("prediction") == prediction), column), reduction);

    private IEnumerable<Estimate> Estimates() => tables["distances"].Rows
        .Where(r => r.Text("prediction") == LinearFrequencyWidth.Both)
        .GroupBy(r => r.Integer("width"))
        .OrderBy(g => g.Key)
        .Select(width =>
        {
            (double mean, double low, double high) = BootstrapInterval.OfMean([.. width.Select(r => r.Number("rms"))]);
            return new Estimate
            {
                Name = $"rms_at_width_{width.Key}",
                Value = mean,
                Low = low,
                High = high,
                Unit = "ranges of the labels",
                Statement = $"At {width.Key:N0} neurons the prediction misses the network by {StudyText.Percent(mean)} of the labels' range.",
            };
        });

    private static Figure Widths() => new()
    {
        Id = "widths",
        Title = "Difference of network and prediction against width",
        Caption = "Root mean square (left) and mean absolute (right) difference over 401 test points, in ranges of the labels. The control is the prediction without the first term of γ². Mean over seeds with the range.",
        Panels = [Panel("rms", "root mean square difference"), Panel("mean_absolute", "mean absolute difference")],
    };

    private static SeriesPanel Panel(string column, string label) => new()
    {
        Table = "distances",
        X = new Axis("width", "neurons", Logarithmic: true),
        Y = new Axis(column, label, Logarithmic: true),
        Series = "prediction",
        Replicate = "seed",
        Style = SeriesStyle.LinesAndPoints,
    };
}
