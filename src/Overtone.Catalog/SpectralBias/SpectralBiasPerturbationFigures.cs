using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasPerturbation"/>.</summary>
internal static class SpectralBiasPerturbationFigures
{
    private static readonly Axis Frequency = new("frequency", "frequency (cycles per unit)");

    public static IReadOnlyList<Figure> Of(SpectralBiasPerturbationOptions options)
    {
        var figures = new List<Figure>
        {
            new()
            {
                Id = "left",
                Title = "What perturbations leave of each frequency",
                Caption = "|f̃(k)| of the perturbed network over that of the trained one, averaged over directions and networks; colours from 0 to 1 as in the paper, numbers as they are in the tables. "
                    + "Left: the trained networks. Right: the control, in which no frequency is lower than another.",
                Panels = options.Controls ? [Heat(SpectralBiasPerturbation.Trained), Heat(SpectralBiasPerturbation.Control)] : [Heat(SpectralBiasPerturbation.Trained)],
            },
            new()
            {
                Id = "curves",
                Title = "The same at single frequencies",
                Caption = "Mean over networks with the range, against the length of the perturbation. The dashed line is one half.",
                Panels = [Curves(options)],
                PanelsPerRow = 1,
            },
            new()
            {
                Id = "published",
                Title = "Share left against frequency",
                Caption = "Left: read from the picture in the notebook published with the paper (256 wide, frequencies 5 to 50), whose colours end at 1. Right: here, with what the colours would hide; mean over networks with the range.",
                Panels =
                [
                    new SeriesPanel
                    {
                        Title = "published, digitised",
                        Table = "left",
                        Where = [new Where("source", "published, digitised")],
                        X = Frequency,
                        Y = new Axis("ratio", "share left", Minimum: 0),
                        Series = "delta",
                        SeriesLabel = "length",
                        Style = SeriesStyle.LinesAndPoints,
                    },
                    new SeriesPanel
                    {
                        Title = string.Create(CultureInfo.InvariantCulture, $"here, length {Half(options):0.##}"),
                        Table = "ratios",
                        Where = [new Where("delta", Half(options).ToString("R", CultureInfo.InvariantCulture))],
                        X = Frequency,
                        Y = new Axis("ratio", "share left", Minimum: 0),
                        Series = "setting",
                        Replicate = "seed",
                        Style = SeriesStyle.LinesAndPoints,
                    },
                ],
            },
        };
        return figures;
    }

    private static double Half(SpectralBiasPerturbationOptions options) => SpectralBiasPerturbation.DeltasOf(options)[options.Deltas / 2];

    private static HeatMapPanel Heat(string setting) => new()
    {
        Title = setting,
        Table = "left",
        Where = [new Where("setting", setting), new Where("source", "here")],
        X = Frequency,
        Y = new Axis("delta", "length of the perturbation"),
        Value = new Axis("ratio", "share left", Minimum: 0, Maximum: 1),
    };

    private static SeriesPanel Curves(SpectralBiasPerturbationOptions options) => new()
    {
        Table = "ratios",
        Where = [new Where("setting", SpectralBiasPerturbation.Trained)],
        X = new Axis("delta", "length of the perturbation"),
        Y = new Axis("ratio", "share left", Minimum: 0),
        Series = "frequency",
        SeriesLabel = "frequency",
        Replicate = "seed",
        ReferenceLines = [new ReferenceLine(0.5, "one half")],
    };
}
