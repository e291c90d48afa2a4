using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasManifold"/>.</summary>
internal sealed class SpectralBiasManifoldFigures(SpectralBiasManifoldOptions options)
{
    private string[] Curves => [.. options.Petals.Select(SpectralBiasManifold.CurveName), SpectralBiasManifold.Scattered];

    public IReadOnlyList<Figure> All => [Order(), Losses(), Signs(), Pair(), Waves()];

    private Figure Order() => new()
    {
        Id = "order",
        Title = "How much of each frequency is learned along each curve",
        Caption = "2 |f̃(k)| / A(k) of the network along the curve, over training; 1 when all of a sine is there, whatever its phase. Mean over seeds; steps are spread on a logarithmic axis. "
            + "Scattered: as many points that lie on no curve.",
        Panels = [.. Curves.Select(curve => SpectralBiasPanels.Ratios(curve == SpectralBiasManifold.Scattered ? "scattered" : curve, new Where("curve", curve)))],
    };

    private static Figure Losses() => new()
    {
        Id = "losses",
        Title = "Mean squared error along each curve",
        Caption = "Mean over seeds with the range, while the same sums of sines are fitted on each curve.",
        Panels = [new SeriesPanel { Table = "losses", X = new Axis("step", "training step", Logarithmic: true), Y = new Axis("loss", "mean squared error", Logarithmic: true), Series = "curve", Replicate = "seed" }],
        PanelsPerRow = 1,
    };

    private static Figure Signs() => new()
    {
        Id = "signs",
        Title = "How well the sign of a sine is told",
        Caption = "Training accuracy less the share of the larger class, for each number of petals and each frequency; mean over seeds.",
        Panels = [new HeatMapPanel { Table = "accuracies", X = new Axis("frequency", "frequency (cycles per turn)"), Y = new Axis("petals", "petals"), Value = new Axis("gain", "accuracy above the majority", Minimum: 0, Maximum: 0.5) }],
        PanelsPerRow = 1,
    };

    private Figure Pair() => new()
    {
        Id = "pair",
        Title = "Two networks that agree on the curve and not off it",
        Caption = $"The probability that each of two networks gives to a sign above zero, over the plane around a flower of {options.PairPetals} petals, and the samples that both have learned. First seed.",
        Panels = [Plane(1), Plane(2), Curve()],
    };

    private static HeatMapPanel Plane(int network) => new()
    {
        Title = $"network {network}",
        Table = "planes",
        Where = [new Where("network", $"{network}")],
        X = new Axis("x", "x₁"),
        Y = new Axis("y", "x₂"),
        Value = new Axis("probability", "probability", Minimum: 0, Maximum: 1),
    };

    private static SeriesPanel Curve() => new()
    {
        Title = "samples",
        Table = "curve",
        X = new Axis("x", "x₁", Minimum: -1.6, Maximum: 1.6),
        Y = new Axis("y", "x₂", Minimum: -1.6, Maximum: 1.6),
        Series = "sign",
        Style = SeriesStyle.Points,
    };

    private static Figure Waves() => new()
    {
        Id = "waves",
        Title = "How far plane waves reach on each curve",
        Caption = "The frequency along the curve up to which a plane wave of the input space has 99 % of its energy, for each |k| in radians per unit; mean over drawn directions with the range.",
        Panels = [new SeriesPanel { Table = "waves", X = new Axis("petals", "petals"), Y = new Axis("bandwidth", "bandwidth (cycles per turn)", Logarithmic: true), Series = "wave", SeriesLabel = "|k|", Replicate = "seed", Style = SeriesStyle.LinesAndPoints }],
        PanelsPerRow = 1,
    };
}
