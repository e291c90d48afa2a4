using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>The figures of <see cref="ContinuousViewpointStudy"/>.</summary>
internal static class ContinuousViewpointFigures
{
    public static IReadOnlyList<Figure> Of(ContinuousViewpointOptions options) =>
    [
        new Figure
        {
            Id = "rates",
            Title = "How fast each frequency is learned",
            Caption = "Rates by the operator on a grid, features counted by the uniform density, for each width h. Left: coefficients move, features stay. Right: features move; dashed lines stand at √2/h.",
            Panels = [Rates("coefficients", "fixed features", []), Rates("features", "moving features", options.Widths)],
        },
        new Figure
        {
            Id = "left",
            Title = "What is left of each frequency over time",
            Caption = "Share of the error of frequency k that is left at t = 0, 10, 100 and 1000, for each width h. Above: fixed features, where the principle holds. Below: moving features, where it fails.",
            Panels = [.. new[] { "coefficients", "features" }.SelectMany(motion => options.Widths.Select(width => Left(motion, width)))],
            PanelsPerRow = options.Widths.Length,
        },
        new Figure
        {
            Id = "particles",
            Title = "Particles beside the linear rates",
            Caption = "Share of the error of each frequency that is left: simulated particles (mean over seeds with the range) and the linear rates. Features of width h = 0.5; the target's density is 1 + 0.3 Σ cos(kw − phase).",
            Panels = [.. ContinuousViewpointMeasurement.Frequencies.Select(Particles)],
            PanelsPerRow = 3,
        },
    ];

    private static SeriesPanel Rates(string motion, string title, double[] widths) => new()
    {
        Title = title,
        Table = "rates",
        Where = [new Where("motion", motion), new Where("measure", "uniform")],
        X = new Axis("frequency", "k (periods per circle)"),
        Y = new Axis("numerical", "rate", Logarithmic: true, Minimum: 1e-6),
        Series = "width",
        SeriesLabel = "h",
        Style = SeriesStyle.LinesAndPoints,
        ReferenceLines = [.. widths.Select(h => new ReferenceLine(Math.Sqrt(2) / h, "", Vertical: true))],
    };

    private static SeriesPanel Left(string motion, double width) => new()
    {
        Title = $"{(motion == "features" ? "moving" : "fixed")}, h = {width.ToString(CultureInfo.InvariantCulture)}",
        Table = "left",
        Where = [new Where("motion", motion), new Where("measure", "uniform"), new Where("width", width.ToString("R", CultureInfo.InvariantCulture))],
        X = new Axis("frequency", "k"),
        Y = new Axis("left", "share left", Minimum: 0, Maximum: 1.05),
        Series = "time",
        SeriesLabel = "t",
        Style = SeriesStyle.LinesAndPoints,
    };

    private static SeriesPanel Particles(int frequency) => new()
    {
        Title = $"k = {frequency}",
        Table = "particles",
        Where = [new Where("frequency", $"{frequency}")],
        X = new Axis("time", "t"),
        Y = new Axis("left", "share left", Logarithmic: true, Minimum: 1e-3, Maximum: 1.2),
        Series = "curve",
        Replicate = "seed",
    };
}
