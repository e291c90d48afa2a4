using MathNet.Numerics;
using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// LFP dynamics at any time: ∂ₜh(x, t) = −(1/n) Σ_i k(x, x_i) (h(x_i, t) − y_i) from h = 0. With K = QΛQᵀ the solution is
/// h(x, t) = k(x, X) Q (1 − exp(−Λt/n))/Λ Qᵀ y, which has no pole at eigenvalue zero: directions the samples can't tell apart just don't
/// move.
/// Source: 1905.10264 (the LFP equation), with p(x) = (1/n) Σ δ(x − x_i).
/// </summary>
public sealed class LinearFrequencyDynamics
{
    private readonly LinearFrequencyKernel _kernel;
    private readonly LinearFrequencySamples _samples;
    private readonly double[] _rates;
    private readonly double[,] _directions;
    private readonly double[] _labels;

    /// <summary>Decomposes the kernel's matrix, once for all times.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">The lattice is too coarse for the points, or dimensions differ.</exception>
    public LinearFrequencyDynamics(LinearFrequencyKernel kernel, LinearFrequencySamples samples)
    {
        kernel.Lattice.RequireResolves(samples.Points);
        (_kernel, _samples) = (kernel, samples);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor values, Tensor vectors) = linalg.eigh(kernel.Gram(samples.Points));
        // Round-off leaves tiny negative numbers where a positive matrix has none.
        _rates = [.. values.data<double>().ToArray().Select(value => Math.Max(0, value) / samples.Count)];
        _directions = (double[,])vectors.contiguous().data<double>().ToNDArray();
        _labels = vectors.t().mv(NativeNumbers.Of(samples.Labels.ToArray())).data<double>().ToArray();
    }

    /// <summary>The rates Λ/n at which the samples' directions are learned, rising, per unit of LFP time.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>The function at one time.</summary>
    /// <param name="time">t, finite, zero or more; <see cref="LongTimeLimit"/> has the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public FourierSeries At(double time)
    {
        if (!(time >= 0) || double.IsInfinity(time))
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time must be finite, zero or more.");
        using var scope = NewDisposeScope();
        double[] moved = [.. _rates.Select((rate, n) => _labels[n] * Progress(rate, time) / _samples.Count)];
        double[] dual = NativeNumbers.Of(_directions).mv(NativeNumbers.Of(moved)).data<double>().ToArray();
        return _kernel.Combine(_samples.Points, dual);
    }

    // (1 − e^(−λt))/λ, and t where λt is lost in round-off.
    private static double Progress(double rate, double time) =>
        rate * time < KernelCondition.RoundOff ? time : -SpecialFunctions.Expm1(-rate * time) / rate;
}
