using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Panels that the studies of 1806.08734 share.</summary>
internal static class SpectralBiasPanels
{
    /// <summary>The ratio 2 |f̃| / A of every frequency over training, colours from 0 to 1 as published.</summary>
    /// <param name="title">The title.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="table">A table with columns <c>step</c>, <c>frequency</c> and <c>ratio</c>.</param>
    /// <param name="label">What the ratio is.</param>
    public static HeatMapPanel Ratios(string title, Where where, string table = "spectra", string label = "2 |f̃(k)| / A(k)") => new()
    {
        Title = title,
        Table = table,
        Where = [where],
        X = new Axis("step", "training step"),
        Y = new Axis("frequency", "frequency (cycles per unit)"),
        Value = new Axis("ratio", label, Minimum: 0, Maximum: 1),
    };

    /// <summary>The error |f̃ − λ̃| / |λ̃| of every frequency, which a wrong phase does not escape; red is learned, colours from 0.01 to 1.</summary>
    /// <param name="title">The title.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="table">A table with columns <c>step</c>, <c>frequency</c> and <c>error</c>.</param>
    public static HeatMapPanel Errors(string title, Where where, string table = "spectra") => new()
    {
        Title = title,
        Table = table,
        Where = [where],
        X = new Axis("step", "training step"),
        Y = new Axis("frequency", "frequency (cycles per unit)"),
        Value = new Axis("error", "relative error, with phase", Logarithmic: true, Minimum: 0.01, Maximum: 1),
        LowIsWarm = true,
    };
}
