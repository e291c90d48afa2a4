using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The figures of <see cref="LinearFrequency1d"/>.</summary>
internal static class LinearFrequency1dFigures
{
    private static readonly Axis X = new("x", "x");
    private static readonly string Samples = $"The samples lie at {string.Join(", ", FivePoints.X.Select(x => x.ToString(CultureInfo.InvariantCulture)))}.";

    public static IReadOnlyList<Figure> Of(LinearFrequency1dOptions options)
    {
        var figures = new List<Figure>
        {
            new()
            {
                Id = "functions",
                Title = "Five points, fitted and predicted",
                Caption = $"Two-layer ReLU networks of {options.Width:N0} neurons after training, the function predicted from their initial weights, and the two interpolants. "
                    + "Left: the first term of γ² dominates; right: the second does. Mean over seeds with the range. " + Samples,
                Panels = [Functions(LinearFrequency1d.Cubic, "first term dominates"), Functions(LinearFrequency1d.Linear, "second term dominates")],
            },
            new()
            {
                Id = "differences",
                Title = "What the prediction misses",
                Caption = "Network less prediction, and the regime's interpolant less prediction, in ranges of the labels. Mean over seeds with the range. " + Samples,
                Panels = [Differences(LinearFrequency1d.Cubic, "first term dominates"), Differences(LinearFrequency1d.Linear, "second term dominates")],
            },
        };
        if (options.Controls)
        {
            figures.Add(new Figure
            {
                Id = "control",
                Title = "Negative control: networks that do not begin as zero",
                Caption = "Without antisymmetric initialisation the initial function survives training, and the prediction, which begins at zero, fails. Mean over seeds with the range.",
                Panels = [Functions(LinearFrequency1d.InitialFunction, "")],
                PanelsPerRow = 1,
            });
        }

        return figures;
    }

    private static SeriesPanel Functions(string experiment, string title) => new()
    {
        Title = title,
        Table = "functions",
        Where = [new Where("experiment", experiment)],
        X = X,
        Y = new Axis("value", "value"),
        Series = "function",
        Replicate = "seed",
    };

    private static SeriesPanel Differences(string experiment, string title) => new()
    {
        Title = title,
        Table = "differences",
        Where = [new Where("experiment", experiment)],
        X = X,
        Y = new Axis("difference", "difference (ranges of the labels)"),
        Series = "function",
        Replicate = "seed",
    };
}
