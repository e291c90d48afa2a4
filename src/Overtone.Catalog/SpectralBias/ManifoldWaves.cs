using System.Numerics;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// What plane waves of one |k| and a drawn direction become on each curve: how far their spectra reach.
/// Source: 1806.08734, eq. 12 and the stationary phase below it.
/// </summary>
internal static class ManifoldWaves
{
    private const double Share = 0.99;

    public static void Run(ManifoldTrial trial, TrialContext context)
    {
        using Generator generator = RandomStreams.Create(trial.Seeds[0], "direction");
        double angle = 2 * Math.PI * rand(1, generator: generator).item<float>();
        var rows = new TableBuilder(
            "waves", Column.Integer("seed"), Column.Integer("petals"), Column.Integer("wave", "radians per unit"), Column.Number("bandwidth", "cycles per turn"), Column.Number("edge", "cycles per turn"),
            Column.Number("beyond_edge", "widths of the Airy function"));
        foreach (int petals in trial.Petals)
        {
            var curve = new FlowerCurve(petals);
            foreach (int k in trial.Frequencies)
            {
                // Where stationary phase ends, |l| = |k| max |γ′| / 2π, the phase is a cubic, and the spectrum an Airy function of this width.
                double edge = k * curve.HighestSpeed() / (2 * Math.PI), width = Math.Cbrt(k * curve.HighestThirdDerivative() / 2) / (2 * Math.PI);
                var spectrum = new CurveSpectrum(curve, (int)BitOperations.RoundUpToPowerOf2((uint)(8 * (edge + 8))));
                double bandwidth = spectrum.Bandwidth(k * Math.Cos(angle), k * Math.Sin(angle), Share);
                rows.Add(trial.Seeds[0], petals, k, bandwidth, edge, (bandwidth - edge) / width);
            }
        }

        context.Write(rows.Build());
    }
}
