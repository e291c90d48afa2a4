using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasNoisyLabels"/>.</summary>
internal static class SpectralBiasNoisyLabelsFigures
{
    private static readonly (string Panel, string Title, string Series)[] Panels =
    [
        ("a", "k = 0.1, amplitude varied", "amplitude"),
        ("b", "k = 1, amplitude varied", "amplitude"),
        ("c", "amplitude 0.5, k varied", "k"),
        ("d", "amplitude 1, k varied", "k"),
    ];

    public static IReadOnlyList<Figure> All { get; } =
    [
        Of("validation", "Validation error on clean labels", "validation_loss", "Fig. 4"),
        Of("training", "Training error on the labels with noise", "train_loss", "Fig. 11"),
    ];

    private static Figure Of(string id, string title, string column, string source) => new()
    {
        Id = id,
        Title = title,
        Caption = $"Networks learn ±1 + β sin(2πk ‖x‖), with k in cycles per unit of the norm and β the amplitude; 'clean' is β = 0. Mean squared error, mean over seeds with the range ({source} of the paper).",
        Panels = [.. Panels.Select(panel => new SeriesPanel
        {
            Title = $"{panel.Panel}: {panel.Title}",
            Table = "panels",
            Where = [new Where("panel", panel.Panel)],
            X = new Axis("step", "training step", Logarithmic: true),
            Y = new Axis(column, "mean squared error", Logarithmic: true),
            Series = "label",
            SeriesLabel = panel.Series,
            Replicate = "seed",
        })],
    };
}
