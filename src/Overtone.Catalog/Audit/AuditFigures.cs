using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>The figures of <see cref="ModelAudit"/>.</summary>
internal static class AuditFigures
{
    internal static readonly Axis X = new("frequency_x", "horizontal frequency (cycles per image)");
    internal static readonly Axis Y = new("frequency_y", "vertical frequency (cycles per image)");

    public static IReadOnlyList<Figure> Of(AuditOptions options, AuditScale scale, ModelSize size, double effectiveNorm, bool hasGradient)
    {
        string effective = options.Clip
            ? FormattableString.Invariant($" ({effectiveNorm:0.###} on average after clipping to [0, 1])")
            : ", not clipped";
        string channels = options.NormMode == NormMode.PerChannel ? "in each channel" : "over all channels";
        string sign = options.Sign == SignRule.Paper ? "random for each image and channel, the same at every frequency" : "plus everywhere";
        string wave = FormattableString.Invariant($"one Fourier basis image of l2 norm {scale.Norm:0.###} ")
            + $"{channels}{effective}, pixels in [0, 1], phase {options.Phase}, sign {sign}";
        string computed = options.Dtype == NumberType.Float32 ? "" : $", computed in {StudyText.Kebab(options.Dtype)}";
        string perturbation = $"each image plus {wave}; {size.Images} images{computed}. Zero frequency is in the middle.";
        Figure[] intervals = options.Precision > 0 ? [Intervals(options)] : [];
        return
        [
            HeatMap(scale, perturbation, hasGradient), Pictures(size, wave), .. intervals, Rings(perturbation), Bands(),
            Noise(options, scale), Flips(), Spectrum(),
        ];
    }

    /// <summary>A heat map over the plane of frequencies, still without a value.</summary>
    public static HeatMap<T> Plane<T>(string title = "")
        where T : CellRow => new HeatMap<T>(title).X(r => r.FrequencyX, X.Label).Y(r => r.FrequencyY, Y.Label);

    private static Figure HeatMap(AuditScale scale, string perturbation, bool hasGradient)
    {
        string label = scale.Metric.Kind switch
        {
            HeatMapMetric.Loss => "mean cross entropy (nats)",
            HeatMapMetric.LogitShift => "mean distance from the clean logits",
            _ => "error rate",
        };
        Panel map = scale.Metric.Kind switch
        {
            HeatMapMetric.Loss => Plane<CellMetrics>(label).Colour(r => r.Loss, label),
            HeatMapMetric.LogitShift => Plane<CellMetrics>(label).Colour(r => r.LogitShift, label),
            _ => Plane<CellError>(label).Colour(r => r.Error, label, min: 0, max: 1),
        };
        var panels = new List<Panel> { map };
        if (scale.Metric.Kind == HeatMapMetric.Layer)
        {
            panels.Add(Plane<LayerShift>($"layer {scale.Metric.Layer}").From(LayerShift.WholePlane)
                .Colour(r => r.Shift, "mean distance from the clean activations"));
        }

        if (hasGradient)
            panels.Add(Plane<CellGradient>("first-order sensitivity (gradient)").Colour(r => r.Sensitivity, "nats per unit of norm"));
        return new Figure
        {
            Id = "fourier-heat-map",
            Title = "Fourier heat map: which frequencies break the model",
            Caption = $"The {label} at every frequency: {perturbation}"
                + (hasGradient ? " Last: the limit of small norms, from gradients, for any phase." : ""),
            Panels = panels.Count > 1 ? panels : [map with { Title = "" }],
        };
    }

    private static Figure Pictures(ModelSize size, string wave)
    {
        const int Longest = PicturesMeasurement.LongestSide;
        string part = Math.Max(size.Height, size.Width) > Longest
            ? $" Of each image the middle {Math.Min(size.Height, Longest)}×{Math.Min(size.Width, Longest)} pixels are shown."
            : "";
        return new Figure
        {
            Id = "pictures",
            Title = "What the perturbations look like",
            Caption = "Images of the sample, the first ones of different classes (rightly classified ones before others), and the model's "
                + $"answer to each picture (✗: a wrong one). Low to highest: plus {wave}; "
                + "(vertical, horizontal) frequency in cycles per image, the highest is Nyquist's in both directions. "
                + "Low-pass: frequencies up to radius r are kept; high-pass: those beyond, shown on grey with the contrast raised as the "
                + $"column says. Pixels outside [0, 1] are shown as black or white; the model gets them as they are.{part}",
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
        Caption = "Left: half the width of each cell's 95 % interval for the error on the whole sample "
            + FormattableString.Invariant($"(asked for: at most {options.Precision:0.###}; ")
            + "twice that at every other frequency where it and its neighbours are clearly low or high). Right: on how many images the "
            + "cell was measured. Intervals hold at all looks together, so that stopping early leaves them valid.",
        Panels =
        [
            Plane<CellInterval>("half-width of the interval").Colour(r => r.HalfWidth, "half-width", min: 0),
            Plane<CellError>("images measured").Colour(r => r.Images, "images", min: 0),
        ],
    };

    private static Figure Rings(string perturbation) => new()
    {
        Id = "error-by-radius",
        Title = "Error against the distance from zero frequency",
        Caption = $"Means over the heat map's cells whose rounded distance from zero frequency is r: {perturbation}",
        Panels =
        [
            new Plot<RingError>().X(r => r.Radius, "distance from zero (cycles per image)").Y(r => r.Error, "error rate", min: 0, max: 1)
                .LinesAndPoints(),
        ],
    };

    private static Figure Bands() => new()
    {
        Id = "filtered-images",
        Title = "Which frequencies the model needs",
        Caption = "Accuracy on filtered images. Square low-pass of bandwidth B: a centred square of B×B frequencies is kept; square "
            + "high-pass: a square of B×B around the highest frequency, which is not the complement (1906.08988). Radial: a disc of radius "
            + "r around zero is kept, or what it leaves (1905.13545). Nothing is clipped: high-passed images have negative pixels.",
        Panels =
        [
            Sweep(BandScore.Squares, "bandwidth B", "square filters").Y(r => r.Accuracy, "accuracy", min: 0, max: 1),
            Sweep(BandScore.Discs, "radius r", "radial filters").Y(r => r.Accuracy, "accuracy", min: 0, max: 1),
            Sweep(BandScore.Squares, "bandwidth B", "confidence, square filters").Y(r => r.Confidence, "mean confidence", min: 0, max: 1),
            Sweep(BandScore.Discs, "radius r", "confidence, radial filters").Y(r => r.Confidence, "mean confidence", min: 0, max: 1),
        ],
    };

    private static Figure Noise(AuditOptions options, AuditScale scale) => new()
    {
        Id = "band-limited-noise",
        Title = "Which noise breaks the model",
        Caption = FormattableString.Invariant($"Errors under Gaussian noise of l2 norm {scale.NoiseNorm:0.###} ")
            + $"({(options.NormMode == NormMode.PerChannel ? "each channel" : "all channels together")}), not clipped, "
            + "limited to a square of B×B frequencies around zero (low-pass) or around the highest frequency (high-pass). One draw an "
            + "image, the same white noise behind every band.",
        Panels = [Sweep(BandScore.NoiseSquares, "bandwidth B", "").Y(r => r.Error, "error rate", min: 0, max: 1)],
    };

    private static Figure Flips() => new()
    {
        Id = "flips",
        Title = "Right from high frequencies alone, wrong without them",
        Caption = "Share of images that are classified rightly as they are, wrongly from frequencies within radius r, and rightly from "
            + "those beyond it; by chance: the share that independence of the last two gives (1905.13545, Fig. 2).",
        Panels =
        [
            new Plot<FlipCurve>().X(r => r.Radius, "radius r (cycles per image)").Y(r => r.Rate, "share of images").By(r => r.Kind)
                .LinesAndPoints(),
        ],
    };

    private static Figure Spectrum() => new()
    {
        Id = "image-spectrum",
        Title = "What the images hold",
        Caption = "Base-10 logarithm of the mean magnitude of the images' Fourier transform (orthonormal, no window, mean over channels "
            + "and images), zero frequency in the middle.",
        Panels = [Plane<LogMagnitude>().Colour(r => r.Log10Magnitude, "log10 magnitude")],
    };

    private static Plot<BandScore> Sweep(string table, string bandwidth, string title) => new Plot<BandScore>(title)
        .From(table).X(r => r.Bandwidth, $"{bandwidth} (cycles per image)").By(r => r.Shape).LinesAndPoints();
}
