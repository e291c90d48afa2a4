using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>The figures of <see cref="ModelAudit"/>.</summary>
internal static class AuditFigures
{
    internal static readonly Axis X = new("frequency_x", "horizontal frequency (cycles per image)");
    internal static readonly Axis Y = new("frequency_y", "vertical frequency (cycles per image)");

    public static IReadOnlyList<Figure> Of(AuditOptions options, AuditScale scale, ModelSize size, double effectiveNorm, bool hasGradient)
    {
        string norm = FormattableString.Invariant($"{scale.Norm:0.###}");
        string effective = options.Clip ? FormattableString.Invariant($" ({effectiveNorm:0.###} on average after clipping to [0, 1])") : ", not clipped";
        string wave =
            $"one Fourier basis image of l2 norm {norm} {(options.NormMode == Robustness.NormMode.PerChannel ? "in each channel" : "over all channels")}{effective}, pixels in [0, 1], "
            + $"phase {options.Phase}, sign {(options.Sign == Robustness.SignRule.Paper ? "random for each image and channel, the same at every frequency" : "plus everywhere")}";
        string perturbation = $"each image plus {wave}; {size.Images} images{(options.Dtype == NumberType.Float32 ? "" : $", computed in {StudyText.Kebab(options.Dtype)}")}. Zero frequency is in the middle.";
        Figure[] intervals = options.Precision > 0 ? [Intervals(options)] : [];
        return [HeatMap(scale, perturbation, hasGradient), Pictures(size, wave), .. intervals, Rings(perturbation), Bands(), Noise(options, scale), Flips(), Spectrum()];
    }

    private static Figure HeatMap(AuditScale scale, string perturbation, bool hasGradient)
    {
        var (table, column, label) = scale.Metric.Kind switch
        {
            HeatMapMetric.Loss => ("heatmap_metrics", "loss", "mean cross entropy (nats)"),
            HeatMapMetric.LogitShift => ("heatmap_metrics", "logit_shift", "mean distance from the clean logits"),
            _ => ("heatmap", "error", "error rate"),
        };
        var map = new HeatMapPanel
        {
            Title = label,
            Table = table,
            X = X,
            Y = Y,
            Value = column == "error" ? new Axis(column, label, Minimum: 0, Maximum: 1) : new Axis(column, label),
        };
        var gradient = new HeatMapPanel { Title = "first-order sensitivity (gradient)", Table = "gradient", X = X, Y = Y, Value = new Axis("sensitivity", "nats per unit of norm") };
        var layer = new HeatMapPanel
        {
            Title = $"layer {scale.Metric.Layer}",
            Table = "heatmap_layer",
            X = X,
            Y = Y,
            Value = new Axis("shift", "mean distance from the clean activations"),
        };
        Panel[] panels = [map, .. scale.Metric.Kind == HeatMapMetric.Layer ? [layer] : Array.Empty<Panel>(), .. hasGradient ? [gradient] : Array.Empty<Panel>()];
        return new Figure
        {
            Id = "fourier-heat-map",
            Title = "Fourier heat map: which frequencies break the model",
            Caption = $"The {label} at every frequency: {perturbation}"
                + (hasGradient ? " Last: the limit of small norms, from gradients, for any phase." : ""),
            Panels = panels.Length > 1 ? panels : [map with { Title = "" }],
        };
    }

    private static Figure Pictures(ModelSize size, string wave)
    {
        string part = Math.Max(size.Height, size.Width) > PicturesMeasurement.LongestSide
            ? FormattableString.Invariant($" Of each image the middle {Math.Min(size.Height, PicturesMeasurement.LongestSide)}×{Math.Min(size.Width, PicturesMeasurement.LongestSide)} pixels are shown.")
            : "";
        return new Figure
        {
            Id = "pictures",
            Title = "What the perturbations look like",
            Caption = $"Images of the sample, the first ones of different classes (rightly classified ones before others), and the model's answer to each picture (✗: a wrong one). Low to highest: plus {wave}; "
                + "(vertical, horizontal) frequency in cycles per image, the highest is Nyquist's in both directions. "
                + "Low-pass: frequencies up to radius r are kept; high-pass: those beyond, shown on grey with the contrast raised as the column says. "
                + $"Pixels outside [0, 1] are shown as black or white; the model gets them as they are.{part}",
            Panels =
            [
                size.Channels == 1
                    ? new Images<GreyPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                        .Note(r => r.Prediction).Value(r => r.Grey, "pixel value", 0, 1)
                    : new Images<ColourPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                        .Note(r => r.Prediction).Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue),
            ],
        };
    }

    private static Figure Intervals(AuditOptions options) => new()
    {
        Id = "heat-map-intervals",
        Title = "How sure the heat map is",
        Caption = FormattableString.Invariant($"Left: half the width of each cell's 95 % interval for the error on the whole sample (asked for: at most {options.Precision:0.###}; twice that at every other frequency where it and its neighbours are clearly low or high). ")
            + "Right: on how many images the cell was measured. Intervals hold at all looks together, so that stopping early leaves them valid.",
        Panels =
        [
            new HeatMapPanel { Title = "half-width of the interval", Table = "heatmap_intervals", X = X, Y = Y, Value = new Axis("half_width", "half-width", Minimum: 0) },
            new HeatMapPanel { Title = "images measured", Table = "heatmap", X = X, Y = Y, Value = new Axis("images", "images", Minimum: 0) },
        ],
    };

    private static Figure Rings(string perturbation) => new()
    {
        Id = "error-by-radius",
        Title = "Error against the distance from zero frequency",
        Caption = $"Means over the heat map's cells whose rounded distance from zero frequency is r: {perturbation}",
        Panels = [new SeriesPanel { Table = "heatmap_rings", X = new Axis("radius", "distance from zero (cycles per image)"), Y = new Axis("error", "error rate", Minimum: 0, Maximum: 1), Style = SeriesStyle.LinesAndPoints }],
    };

    private static Figure Bands() => new()
    {
        Id = "filtered-images",
        Title = "Which frequencies the model needs",
        Caption = "Accuracy on filtered images. Square low-pass of bandwidth B: a centred square of B×B frequencies is kept; square high-pass: a square of B×B around "
            + "the highest frequency, which is not the complement (1906.08988). Radial: a disc of radius r around zero is kept, or what it leaves (1905.13545). Nothing is clipped: high-passed images have negative pixels.",
        Panels =
        [
            Sweep("bands", "square-low-pass", "square-high-pass", "accuracy", "accuracy", "square filters"),
            Sweep("bands", "radial-low-pass", "radial-high-pass", "accuracy", "accuracy", "radial filters"),
            Sweep("bands", "square-low-pass", "square-high-pass", "confidence", "mean confidence", "confidence, square filters"),
            Sweep("bands", "radial-low-pass", "radial-high-pass", "confidence", "mean confidence", "confidence, radial filters"),
        ],
    };

    private static Figure Noise(AuditOptions options, AuditScale scale) => new()
    {
        Id = "band-limited-noise",
        Title = "Which noise breaks the model",
        Caption = FormattableString.Invariant($"Errors under Gaussian noise of l2 norm {scale.NoiseNorm:0.###} ({(options.NormMode == Robustness.NormMode.PerChannel ? "each channel" : "all channels together")}), not clipped, ")
            + "limited to a square of B×B frequencies around zero (low-pass) or around the highest frequency (high-pass). One draw an image, the same white noise behind every band.",
        Panels = [Sweep("noise", "square-low-pass", "square-high-pass", "error", "error rate", "")],
    };

    private static Figure Flips() => new()
    {
        Id = "flips",
        Title = "Right from high frequencies alone, wrong without them",
        Caption = "Share of images that are classified rightly as they are, wrongly from frequencies within radius r, and rightly from those beyond it; by chance: the share that independence of the last two gives (1905.13545, Fig. 2).",
        Panels = [new SeriesPanel { Table = "flip_rates", X = new Axis("radius", "radius r (cycles per image)"), Y = new Axis("rate", "share of images"), Series = "kind", Style = SeriesStyle.LinesAndPoints }],
    };

    private static Figure Spectrum() => new()
    {
        Id = "image-spectrum",
        Title = "What the images hold",
        Caption = "Base-10 logarithm of the mean magnitude of the images' Fourier transform (orthonormal, no window, mean over channels and images), zero frequency in the middle.",
        Panels = [new HeatMapPanel { Table = "spectrum_plane", X = X, Y = Y, Value = new Axis("log10_magnitude", "log10 magnitude") }],
    };

    private static SeriesPanel Sweep(string table, string first, string second, string column, string label, string title) => new()
    {
        Title = title,
        Table = $"{table}_{first.Split('-')[0]}",
        X = new Axis("bandwidth", first.StartsWith("radial", StringComparison.Ordinal) ? "radius r (cycles per image)" : "bandwidth B (cycles per image)"),
        Y = new Axis(column, label, Minimum: 0, Maximum: 1),
        Series = "shape",
        Style = SeriesStyle.LinesAndPoints,
    };
}
