using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The spectra of an ensemble of functions sampled at j/N: f̃ = (1/N) Σ f(j/N) exp(−2πikj/N) for each network and frequency, beside those
/// of the ensemble's targets.
/// Source: 1806.08734, experiment 1.
/// </summary>
public sealed class EnsembleSpectrum : IDisposable
{
    private readonly NonuniformFourierTransform _transform;

    /// <summary>Prepares the spectra.</summary>
    /// <param name="frequencies">k, in cycles per unit; below N/2.</param>
    /// <param name="targets">[networks, N, 1].</param>
    public EnsembleSpectrum(IReadOnlyList<int> frequencies, Tensor targets)
    {
        using Tensor points = tensor(
            (double[])[.. Enumerable.Range(0, (int)targets.shape[1]).Select(j => (double)j / targets.shape[1])],
            dtype: float64,
            device: targets.device);
        _transform = new NonuniformFourierTransform(points, [.. frequencies.Select(k => (double)k)]);
        Targets = Of(targets);
    }

    /// <summary>The targets' coefficients, [frequency, network].</summary>
    public Complex[,] Targets { get; }

    /// <summary>The coefficients of functions, [frequency, network].</summary>
    /// <param name="values">[networks, N, 1].</param>
    public Complex[,] Of(Tensor values)
    {
        using var scope = NewDisposeScope();
        return _transform.Transform(values.squeeze(2).transpose(0, 1));
    }

    /// <summary>2 |f̃| / A: how much of a sine of amplitude A is there, whatever its phase; 1 when all of it is.</summary>
    /// <param name="learned">f̃ at the sine's frequency.</param>
    /// <param name="amplitude">A.</param>
    public static double Ratio(Complex learned, double amplitude) => 2 * learned.Magnitude / amplitude;

    /// <inheritdoc/>
    public void Dispose() => _transform.Dispose();
}
