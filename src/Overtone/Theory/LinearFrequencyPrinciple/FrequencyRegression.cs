using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The printed scheme: solves for the Fourier coefficients themselves, Σ (h(x_i) − y_i)² + ε Σ (c_k² + s_k²)/W_k → min, a system as large
/// as the number of waves. It agrees with the dual solution (<see cref="LongTimeLimit"/>, <see cref="LinearFrequencyDynamics"/>), which is
/// the one to use: this one is here to check it.
/// Source: 1905.10264 as its authors' lecture notes describe the numerical scheme.
/// </summary>
public sealed class FrequencyRegression
{
    private readonly LinearFrequencyKernel _kernel;
    private readonly LinearFrequencySamples _samples;

    /// <summary>A regression.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">The lattice is too coarse for the points, or dimensions differ.</exception>
    public FrequencyRegression(LinearFrequencyKernel kernel, LinearFrequencySamples samples)
    {
        kernel.Lattice.RequireResolves(samples.Points);
        (_kernel, _samples) = (kernel, samples);
    }

    /// <summary>The long-time limit with a ridge.</summary>
    /// <param name="ridge">ε, above zero, in the unit of <see cref="LongTimeLimit.Solve"/>: there are more waves than samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ridge is not above zero.</exception>
    public FourierSeries Limit(double ridge)
    {
        if (!(ridge > 0))
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "A ridge must be above zero: there are more waves than samples.");
        using var scope = NewDisposeScope();
        Tensor waves = ScaledWaves(), normal = waves.t().mm(waves);
        Tensor matrix = normal + (eye(normal.shape[0], dtype: float64) * tensor(ridge, dtype: float64));
        return Series(linalg.solve(matrix, waves.t().mm(Labels())));
    }

    /// <summary>The function at one time, by the matrix exponential of the coefficients' own equations.</summary>
    /// <param name="time">t, finite, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public FourierSeries At(double time)
    {
        if (!(time >= 0) || double.IsInfinity(time))
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time must be finite, zero or more.");
        using var scope = NewDisposeScope();
        Tensor waves = ScaledWaves(), count = tensor((double)_samples.Count, dtype: float64);
        Tensor rates = waves.t().mm(waves) / count, source = waves.t().mm(Labels()) / count;
        // d/dt (z, 1) = [[−rates, source], [0, 0]] (z, 1).
        Tensor upper = cat([rates.neg(), source], dim: 1), system = cat([upper, zeros(1, upper.shape[1], dtype: float64)]);
        Tensor flow = linalg.matrix_exp(system * tensor(time, dtype: float64));
        return Series(flow.narrow(0, 0, rates.shape[0]).narrow(1, rates.shape[0], 1));
    }

    private Tensor Labels() => NativeNumbers.Of(_samples.Labels.ToArray()).unsqueeze(1);

    private Tensor Roots()
    {
        Tensor weights = NativeNumbers.Of(_kernel.Weights.ToArray()).sqrt();
        return cat([weights, weights]);
    }

    private Tensor ScaledWaves() =>
        new FrequencyBlock(_kernel.Lattice.Frequencies(0, _kernel.Lattice.Count), Roots()).Waves(_samples.Points) * Roots();

    private FourierSeries Series(Tensor scaled)
    {
        double[] values = (scaled.flatten() * Roots()).data<double>().ToArray();
        return new FourierSeries(_kernel.Lattice, values[.._kernel.Lattice.Count], values[_kernel.Lattice.Count..]);
    }
}
