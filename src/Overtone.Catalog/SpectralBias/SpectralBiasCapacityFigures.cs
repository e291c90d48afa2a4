using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasCapacity"/>.</summary>
internal static class SpectralBiasCapacityFigures
{
    public static IReadOnlyList<Figure> Of(IReadOnlyList<CapacityAxis> axes) =>
    [
        new()
        {
            Id = "highest",
            Title = "The highest frequency learned",
            Caption = "The highest frequency of which at least half is there, averaged over the last tenth of the training; a point a network. The target is a spike, which has all frequencies in equal amount.",
            Panels = [.. axes.Select(axis => new SeriesPanel
            {
                Title = axis.Name,
                Table = "highest",
                Where = [new Where("axis", axis.Name)],
                X = new Axis("value", axis.Role == ClaimRole.Claim ? axis.Name : "repetition", Logarithmic: axis.Name is "width" or "clip"),
                Y = new Axis("highest", "frequency (cycles per unit)", Minimum: 0),
                Replicate = "seed",
                Style = SeriesStyle.LinesAndPoints,
            })],
        },
        .. axes.Where(axis => axis.Role == ClaimRole.Claim).Select(axis => new Figure
        {
            Id = $"spectra-{axis.Name}",
            Title = $"Shares of each frequency over training: {axis.Name}",
            Caption = $"{axis.Phrase}. |f̃(k)| over 1/N, averaged over seeds, colours from 0 to 1 as in the paper.",
            Panels = [.. axis.Settings.Select(setting => SpectralBiasPanels.Ratios(axis.PanelOf(setting), new Where("panel", axis.PanelOf(setting)), "mean_spectra", "|f̃(k)| N"))],
        }),
    ];
}
