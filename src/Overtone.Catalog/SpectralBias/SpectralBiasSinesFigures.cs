using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The figures of <see cref="SpectralBiasSines"/>.</summary>
internal static class SpectralBiasSinesFigures
{
    private static readonly Axis Step = new("step", "training step");

    public static IReadOnlyList<Figure> Of(SpectralBiasSinesOptions options)
    {
        string[] settings = [.. options.Amplitudes.Select(StudyText.Kebab)];
        var figures = new List<Figure>
        {
            new()
            {
                Id = "spectra",
                Title = "How much of each frequency is there, and with which error",
                Caption = "Left: 2 |f̃(k)| / A(k), averaged over seeds, colours from 0 to 1 as in the paper. Right: |f̃(k) − λ̃(k)| / |λ̃(k)|, which a wrong phase does not escape; warm is learned, colours from 0.01 to 1.",
                Panels = [.. settings.SelectMany(s => new Panel[] { SpectralBiasPanels.Ratios($"{s} amplitudes: ratio", new Where("setting", s)), SpectralBiasPanels.Errors($"{s} amplitudes: error", new Where("setting", s)) })],
            },
            new()
            {
                Id = "learning-times",
                Title = "When half of each amplitude is there",
                Caption = "The first recorded step at which the ratio, averaged over seeds, is at least one half; beside it the published notebook's, read from its pictures (256 wide, 200 samples, 20 runs, 60,000 steps).",
                Panels = [.. settings.Select(Times)],
            },
            new()
            {
                Id = "norms",
                Title = "Norms of the layers",
                Caption = "Left: the largest singular value of every layer's weights, mean over seeds with the range. Right: what the published notebooks plot under that name, n |bᵀAb| after ten steps of power iteration, for comparison.",
                Panels = [.. settings.SelectMany(s => new[] { Norms(s, "spectral_norm", "spectral norm"), Norms(s, "published_norm", "as published") })],
            },
            new()
            {
                Id = "losses",
                Title = "Loss",
                Caption = "Mean squared error on the training samples; mean over seeds with the range (Fig. 10 of the paper).",
                Panels = [.. settings.Select(Losses)],
            },
        };
        if (settings.Contains("equal") && options.DrawnSteps.Length > 0)
            figures.Insert(2, Functions(options));
        if (options.Controls)
            figures.Add(Control());
        return figures;
    }

    private static SeriesPanel Times(string setting) => new()
    {
        Title = $"{setting} amplitudes",
        Table = "learning_times",
        Where = [new Where("setting", setting)],
        X = new Axis("frequency", "frequency (cycles per unit)"),
        Y = new Axis("half_step", "training step", Logarithmic: true),
        Series = "source",
        Style = SeriesStyle.LinesAndPoints,
    };

    private static SeriesPanel Norms(string setting, string column, string title) => new()
    {
        Title = $"{setting} amplitudes: {title}",
        Table = "norms",
        Where = [new Where("setting", setting)],
        X = Step,
        Y = new Axis(column, title, Logarithmic: true),
        Series = "layer",
        SeriesLabel = "layer",
        Replicate = "seed",
    };

    private static Figure Functions(SpectralBiasSinesOptions options) => new()
    {
        Id = "functions",
        Title = "Target and network on the way",
        Caption = "Equal amplitudes, the first seed, at the samples it is trained on (Fig. 2 of the paper).",
        Panels = [.. options.DrawnSteps.Select(step => new SeriesPanel
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"step {step:N0}"),
            Table = "functions",
            Where = [new Where("setting", "equal"), new Where("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), new Where("step", step.ToString(CultureInfo.InvariantCulture))],
            X = new Axis("position", "z"),
            Y = new Axis("value", "value"),
            Series = "function",
        })],
        PanelsPerRow = 1,
    };

    private static SeriesPanel Losses(string setting) => new()
    {
        Title = $"{setting} amplitudes",
        Table = "losses",
        Where = [new Where("setting", setting)],
        X = Step,
        Y = new Axis("loss", "mean squared error", Logarithmic: true),
        Replicate = "seed",
    };

    private static Figure Control() => new()
    {
        Id = "control",
        Title = "Negative control: one-hot inputs",
        Caption = "The same networks and target with equal amplitudes, but every sample is a unit vector of its own: no frequency is lower than another, and none comes first.",
        Panels = [SpectralBiasPanels.Ratios("ratio", new Where("setting", SpectralBiasSines.Control)), SpectralBiasPanels.Errors("error", new Where("setting", SpectralBiasSines.Control))],
    };
}
