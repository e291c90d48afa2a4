using Overtone.Studies.Findings;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>The figures of <see cref="FourierFeaturesStudy"/>.</summary>
internal static class FourierFeaturesFigures
{
    /// <summary>All figures.</summary>
    public static IReadOnlyList<Figure> Of(FourierFeaturesOptions options, FittedNetworks networks)
    {
        CoordinateNetwork[] shown = [FittedNetworks.Plain, networks.Smallest, networks.Middle, FittedNetworks.Sine, FittedNetworks.MultiScale];
        return
        [
            new()
            {
                Id = "fitted-images",
                Title = $"The image and what each network made of it after {options.Steps:N0} steps",
                Caption = "Above: trained on all pixels. Below: trained on a random half of the pixels and evaluated at all of them. σ: random Fourier features of that width, in cycles per image side. One image of several.",
                PanelsPerRow = 1,
                Panels = [.. new[] { ("all", "trained on all pixels"), ("half", "trained on half of the pixels") }.Select(kind => new ImagePanel
                {
                    Title = kind.Item2,
                    Table = "images",
                    Where = [new Where("pixels", kind.Item1)],
                    Image = "network",
                    PixelRow = "row",
                    PixelColumn = "column",
                    Value = new Axis("value", "grey value", Minimum: 0, Maximum: 1),
                })],
            },
            new()
            {
                Id = "frequencies-over-steps",
                Title = "Which frequencies each network has, over the steps",
                Caption = "Relative error of each ring of frequencies (ℓ2 norm of the transformed difference over that of the image), networks trained on all pixels, mean over images; σ: random Fourier features of that width. Red: learned; colours saturate at 0.1 and 0.9.",
                Panels = [.. shown.Select(network => new HeatMapPanel
                {
                    Title = network.Name,
                    Table = "rings",
                    Where = [new Where("network", network.Name), new Where("pixels", "all")],
                    X = new Axis("step", "step"),
                    Y = new Axis("frequency", "frequency (cycles per side)"),
                    Value = new Axis("error", "relative error", Minimum: 0.1, Maximum: 0.9),
                    LowIsWarm = true,
                })],
                PanelsPerRow = 3,
            },
            new()
            {
                Id = "bands",
                Title = "Error of low and of high frequencies",
                Caption = "Low: below a quarter of the Nyquist frequency; high: above half of it; networks trained on all pixels. Mean over images with the range.",
                Panels = [.. new[] { "low", "high" }.Select(band => new SeriesPanel
                {
                    Title = $"{band} frequencies",
                    Table = "bands",
                    Where = [new Where("band", band)],
                    X = new Axis("step", "step", Logarithmic: true),
                    Y = new Axis("error", "relative error", Minimum: 0, Maximum: 1.5),
                    Series = "network",
                    Replicate = "seed",
                })],
            },
            new()
            {
                Id = "trade",
                Title = "Fitting against filling in",
                Caption = "Peak signal-to-noise ratio at the last step on the half of the pixels that was trained on and on the other half. Left: random features against σ; right: all networks. Mean over images with the range; what is fitted to more than 60 dB is cut off.",
                Panels =
                [
                    new SeriesPanel
                    {
                        Title = "random features",
                        Table = "final_psnr",
                        X = new Axis("deviation", "σ (cycles per image side)", Logarithmic: true),
                        Y = new Axis("psnr", "PSNR (dB)", Minimum: 0, Maximum: 60),
                        Series = "part",
                        Replicate = "seed",
                        Style = SeriesStyle.LinesAndPoints,
                    },
                    new BarPanel
                    {
                        Title = "all networks",
                        Table = "final_psnr",
                        Category = "network",
                        Y = new Axis("psnr", "PSNR (dB)", Minimum: 0, Maximum: 60),
                        Series = "part",
                    },
                ],
            },
        ];
    }
}
