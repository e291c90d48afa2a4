using Overtone.Studies.Findings;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The figures of <see cref="FrequencyPrincipleImages"/>.</summary>
internal static class FrequencyPrincipleImagesFigures
{
    /// <summary>All figures.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="floor">The amplitude below which labels are noise.</param>
    /// <param name="networks">The networks, as the tables name them.</param>
    public static IReadOnlyList<Figure> Of(FrequencyPrincipleImagesOptions options, double floor, IReadOnlyList<string> networks) =>
    [
        new()
        {
            Id = "error-heat-map",
            Title = $"Relative error of each frequency over training ({options.Data})",
            Caption = "Δ_F(k) = |ĥ(k) − ŷ(k)| / |ŷ(k)| along the first principal direction, with complex coefficients, averaged over seeds; colours saturate at "
                + "0.1 and 0.9, as in 1807.01251. Red: learned. Frequencies in cycles per standard deviation of the projected inputs.",
            Panels = [.. networks.Select(network => new HeatMapPanel
            {
                Title = Spoken(network),
                Table = "errors",
                Where = [new Where("network", network)],
                X = new Axis("epoch", "epoch", Logarithmic: true),
                Y = new Axis("frequency", "frequency"),
                Value = new Axis("error", "relative error", Minimum: 0.1, Maximum: 0.9),
                LowIsWarm = true,
            })],
        },
        new()
        {
            Id = "settling",
            Title = "When each frequency settles",
            Caption = $"The epoch from which on the error stays below {options.Threshold}; one point a seed. Frequencies that never settle have no point.",
            Panels = [.. networks.Select(network => new SeriesPanel
            {
                Title = Spoken(network),
                Table = "settling",
                Where = [new Where("network", network)],
                X = new Axis("frequency", "frequency (cycles per standard deviation)"),
                Y = new Axis("settling_epoch", "settling epoch", Logarithmic: true),
                Style = SeriesStyle.Points,
            })],
        },
        new()
        {
            Id = "error-curves",
            Title = "The same errors as curves",
            Caption = "Mean over seeds with the range from smallest to largest; the dashed line is the threshold.",
            Panels = [.. networks.Select(network => new SeriesPanel
            {
                Title = Spoken(network),
                Table = "errors",
                Where = [new Where("network", network)],
                X = new Axis("epoch", "epoch", Logarithmic: true),
                Y = new Axis("error", "relative error", Logarithmic: true),
                Series = "frequency",
                SeriesLabel = "frequency",
                Replicate = "seed",
                ReferenceLines = [new ReferenceLine(options.Threshold, "threshold")],
            })],
        },
        new()
        {
            Id = "label-spectrum",
            Title = "Spectrum of the labels, and training accuracy",
            Caption = "Left: amplitude of the labels' Fourier transform along the first principal direction; the dashed line is 1.5 times the sampling noise. Right: accuracy on the training images.",
            Panels =
            [
                new SeriesPanel
                {
                    Title = "labels",
                    Table = "label_spectrum",
                    X = new Axis("frequency", "frequency (cycles per standard deviation)"),
                    Y = new Axis("amplitude", "amplitude", Logarithmic: true),
                    ReferenceLines = [new ReferenceLine(floor, "noise")],
                },
                new SeriesPanel
                {
                    Title = "training accuracy",
                    Table = "accuracy",
                    X = new Axis("epoch", "epoch", Logarithmic: true),
                    Y = new Axis("train_accuracy", "accuracy", Minimum: 0, Maximum: 1),
                    Series = "network",
                    Replicate = "seed",
                },
            ],
        },
    ];

    /// <summary>A network's name as people write it.</summary>
    public static string Spoken(string network) => network.Replace('-', ' ');
}
