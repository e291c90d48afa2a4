using System.Globalization;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>The figures of <see cref="SavedTrainingStudy"/>.</summary>
internal static class SavedTrainingFigures
{
    // Steps that span more than this are shown on a logarithmic axis.
    private const double Decades = 50;

    /// <summary>The figures of the projection method.</summary>
    public static IEnumerable<Figure> OfLines(SavedTrainingOptions options, TableSet tables, Table settling)
    {
        Row[] lines = [.. tables["projections"].Rows];
        string unit = lines[0].Text("unit");
        bool logarithmic = IsWide(tables["errors"]), anySettled = settling.Rows.Any(r => !double.IsNaN(r.Number("settling_step")));
        string logarithmicNote = logarithmic ? " Step 0 is not on the logarithmic axis." : "";
        yield return new Figure
        {
            Id = "error-heat-map",
            Title = "Relative error of each frequency over training",
            Caption = $"Left: Δ_F(k) = |ĥ(k) − ŷ(k)| / |ŷ(k)| with complex coefficients; right: with magnitudes only, as published scripts compute it. Colours saturate at 0.1 and 0.9. Red: learned. Blue to the end: not learned, or nothing there to learn: where the targets have next to no amplitude, any error is large beside it (figure of the spectra). Frequencies in {unit}.",
            Panels = [.. lines.SelectMany(line => new[] { Map(line, lines.Length, "error", "complex"), Map(line, lines.Length, "magnitude_error", "magnitudes only") })],
        };
        yield return new Figure
        {
            Id = "error-curves",
            Title = "Relative error of the watched frequencies",
            Caption = $"Δ_F with complex coefficients; the dashed line is the threshold below which a frequency counts as learned. Frequencies in {unit}.{logarithmicNote}",
            Panels = [.. lines.Select(line => new SeriesPanel
            {
                Title = Name(line, lines.Length),
                Table = "watched_errors",
                Where = Of(line),
                X = new Axis("step", "step", Logarithmic: logarithmic),
                Y = new Axis("error", "relative error", Logarithmic: true),
                Series = "frequency",
                SeriesLabel = "frequency",
                ReferenceLines = [new ReferenceLine(options.Threshold, "threshold")],
            })],
        };
        if (anySettled)
        {
            yield return new Figure
            {
                Id = "settling",
                Title = "When each watched frequency settles",
                Caption = $"The step from which on the error stays below {options.Threshold}. Frequencies that never settle have no point.",
                Panels = [.. lines.Where(line => settling.Rows.Any(r => r.Integer("direction") == line.Integer("direction") && !double.IsNaN(r.Number("settling_step")))).Select(line => new SeriesPanel
                {
                    Title = Name(line, lines.Length),
                    Table = "settling",
                    Where = Of(line),
                    X = new Axis("frequency", $"frequency ({unit})"),
                    Y = new Axis("settling_step", "settling step"),
                    Style = SeriesStyle.LinesAndPoints,
                })],
            };
        }

        yield return new Figure
        {
            Id = "spectra",
            Title = "Spectrum of the targets, and of the network at its first and last step",
            Caption = "Amplitude of all outputs together (or of the one chosen); the dashed line is 1.5 times the sampling noise of the targets. Where the network has learned everything, its last line covers that of the targets.",
            Panels = [.. lines.Select(line => new SeriesPanel
            {
                Title = Name(line, lines.Length),
                Table = "spectra",
                Where = Of(line),
                X = new Axis("frequency", $"frequency ({unit})"),
                Y = new Axis("amplitude", "amplitude", Logarithmic: true),
                Series = "function",
                ReferenceLines = [new ReferenceLine(tables["target_spectrum"].Rows.First().Number("floor"), "noise")],
            })],
        };
    }

    /// <summary>The figure of the filtering method.</summary>
    public static IEnumerable<Figure> OfFilter(TableSet tables)
    {
        Dictionary<double, string> notes = tables["energy_shares"].Rows.ToDictionary(r => r.Number("variance"), r => r.Text("use") == "used" ? "" : " (flagged)");
        yield return new Figure
        {
            Id = "filter-errors",
            Title = "Error of the low- and the high-frequency part in the whole input space",
            Caption = "e_low and e_high: the ℓ2 norm of the difference between filtered targets and filtered predictions over that of the filtered targets; one panel for each variance δ of the filter. Flagged: a part has less than 1 % of the targets' energy.",
            Panels = [.. notes.OrderBy(n => n.Key).Select(variance => new SeriesPanel
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"δ = {variance.Key:G3}{variance.Value}"),
                Table = "filter_errors",
                Where = [new Where("variance", variance.Key.ToString("R", CultureInfo.InvariantCulture))],
                X = new Axis("step", "step", Logarithmic: IsWide(tables["filter_errors"])),
                Y = new Axis("error", "relative error", Minimum: 0),
                Series = "part",
            })],
        };
    }

    private static HeatMapPanel Map(Row line, int lines, string column, string kind) => new()
    {
        Title = lines > 1 ? $"{Name(line, lines)}, {kind}" : kind,
        Table = "errors",
        Where = Of(line),
        X = new Axis("step", "step"),
        Y = new Axis("frequency", "frequency"),
        Value = new Axis(column, "relative error", Minimum: 0.1, Maximum: 0.9),
        LowIsWarm = true,
    };

    private static Where[] Of(Row line) => [new Where("direction", line.Text("direction"))];

    private static string Name(Row line, int lines) => lines > 1 ? $"direction {line.Text("direction")}" : "";

    private static bool IsWide(Table errors)
    {
        double[] steps = [.. errors.Rows.Select(r => r.Number("step")).Where(step => step > 0).Distinct()];
        return steps.Length > 1 && steps.Max() / steps.Min() > Decades;
    }
}
