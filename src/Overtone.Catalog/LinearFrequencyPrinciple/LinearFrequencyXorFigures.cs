using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The figures of <see cref="LinearFrequencyXor"/>.</summary>
internal static class LinearFrequencyXorFigures
{
    private const double ColourRange = 1, DifferenceRange = 0.1;

    public static IReadOnlyList<Figure> Of(LinearFrequencyXorOptions options)
    {
        int widest = options.Widths[^1];
        return
        [
            new()
            {
                Id = "maps",
                Title = "Exclusive or: network, prediction and their difference",
                Caption = $"The corners are the four samples, labelled 1 and −1 in turns. A network of {widest:N0} neurons after training (seed {options.Seed}), the function predicted from its initial weights, "
                    + $"and network less prediction. Colours saturate at ±{ColourRange}, those of the difference at ±{DifferenceRange}.",
                Panels = [Map("network", ColourRange), Map("prediction", ColourRange), Map("difference", DifferenceRange)],
                PanelsPerRow = 3,
            },
            new()
            {
                Id = "scatter",
                Title = "Network against prediction",
                Caption = $"One point for each of {options.Side * options.Side:N0} test points on the square; the diagonal is perfect agreement. Seed {options.Seed}.",
                Panels = [.. options.Widths.Where(w => w == options.Widths[0] || w == widest).Distinct().Select(w => Scatter(LinearFrequencyXor.Xor, w, options.Seed, $"{w:N0} neurons"))],
            },
            new()
            {
                Id = "widths",
                Title = "Difference against width",
                Caption = "Differences over the test points: root mean square (left), mean absolute (right). Mean over seeds with the range.",
                Panels = [Widths("rms", "root mean square difference"), Widths("mean_absolute", "mean absolute difference")],
            },
            .. options.Controls ? [Control(options)] : (IEnumerable<Figure>)[],
        ];
    }

    private static Figure Control(LinearFrequencyXorOptions options)
    {
        int width = LinearFrequencyXorFindings.JudgedWidth(options.Widths);
        return new Figure
        {
            Id = "control",
            Title = "Negative control: a network that does not begin as zero",
            Caption = $"Network of {width:N0} neurons without antisymmetric initialisation against the prediction, which begins at zero; the diagonal is perfect agreement. Seed {options.Seed}.",
            Panels = [Scatter(LinearFrequencyXor.InitialFunction, width, options.Seed, "")],
            PanelsPerRow = 1,
        };
    }

    private static HeatMapPanel Map(string column, double range) => new()
    {
        Title = column,
        Table = "map",
        X = new Axis("x1", "x₁"),
        Y = new Axis("x2", "x₂"),
        Value = new Axis(column, "value", Minimum: -range, Maximum: range),
    };

    private static SeriesPanel Scatter(string experiment, int width, long seed, string title) => new()
    {
        Title = title,
        Table = "outputs",
        Where = Only(experiment, width, seed),
        X = new Axis("prediction", "prediction"),
        Y = new Axis("network", "network"),
        Style = SeriesStyle.Points,
        SlopedLines = [new SlopedLine("", 1, 0)],
    };

    private static SeriesPanel Widths(string column, string label) => new()
    {
        Table = "distances",
        Where = [new Where("experiment", LinearFrequencyXor.Xor)],
        X = new Axis("width", "neurons", Logarithmic: true),
        Y = new Axis(column, label, Logarithmic: true),
        Replicate = "seed",
        Style = SeriesStyle.LinesAndPoints,
    };

    private static Where[] Only(string experiment, int width, long seed) =>
        [new("experiment", experiment), new("width", width.ToString(CultureInfo.InvariantCulture)), new("seed", seed.ToString(CultureInfo.InvariantCulture))];
}
