using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The printed scheme, to check the dual solution (<see cref="LongTimeLimit"/>) against: solves for the Fourier coefficients themselves,
/// Σ (h(x_i) − y_i)² + ε Σ (c_k² + s_k²)/W_k → min, a system as large as the number of waves.
/// Source: 1905.10264 as its authors' lecture notes describe the numerical scheme.
/// </summary>
internal static class FrequencyRegression
{
    /// <summary>The long-time limit with a ridge.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="ridge">ε, above zero, in the unit of <see cref="LongTimeLimit.Solve"/>: there are more waves than samples.</param>
    internal static FourierSeries Limit(LinearFrequencyKernel kernel, LinearFrequencySamples samples, double ridge)
    {
        using var scope = NewDisposeScope();
        var lattice = kernel.Lattice;
        var weights = tensor(kernel.Weights.ToArray(), dtype: float64).sqrt();
        var roots = cat([weights, weights]);
        var waves = new LatticeFrequencies(lattice.Frequencies(0, lattice.Count), roots).Waves(samples.Points) * roots;
        var labels = tensor(samples.Labels.ToArray(), dtype: float64).unsqueeze(1);
        var normal = waves.t().mm(waves);
        var matrix = normal + (eye(normal.shape[0], dtype: float64) * ridge);
        var scaled = linalg.solve(matrix, waves.t().mm(labels)).flatten() * roots;
        var values = scaled.data<double>().ToArray();
        return new FourierSeries(lattice, values[..lattice.Count], values[lattice.Count..]);
    }
}
