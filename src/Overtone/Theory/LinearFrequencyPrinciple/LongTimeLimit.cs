using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The function that LFP dynamics end at: of all that pass through the samples, the one with the least ∫ γ⁻²(ξ) |ĥ(ξ)|² dξ. Found as
/// h(x) = k(x, X) (K + εI)⁻¹ y, one n×n Cholesky factor, where the printed scheme solves for thousands of coefficients. In one dimension
/// its limits are the natural cubic spline (A alone) and the piecewise linear interpolant (B alone); published scripts draw a not-a-knot
/// spline in the former's place.
/// Source: 1905.10264 (equivalent optimisation); 2102.00200.
/// </summary>
public static class LongTimeLimit
{
    /// <summary>Solves for the limit.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="ridge">ε, zero or more, in the kernel's unit; 0 passes through every label. The published ε = 10⁻⁶ is 10⁻⁶·2/L^d
    /// here.</param>
    /// <returns>The function, and how well the matrix could be solved.</returns>
    /// <exception cref="ArgumentException">The lattice is too coarse for the points, dimensions differ, or the ridge is
    /// negative.</exception>
    /// <exception cref="SingularKernelException">The matrix is singular to working precision.</exception>
    public static (FourierSeries Function, KernelCondition Condition) Solve(
        LinearFrequencyKernel kernel, LinearFrequencySamples samples, double ridge = 0)
    {
        if (!(ridge >= 0) || double.IsInfinity(ridge))
            throw new ArgumentException($"The ridge is {ridge}; expected a finite number of zero or more.", nameof(ridge));
        kernel.Lattice.RequireResolves(samples.Points);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor gram = kernel.Gram(samples.Points), labels = NativeNumbers.Of(samples.Labels.ToArray()).unsqueeze(1);
        Tensor matrix = gram + (eye(samples.Count, dtype: float64) * tensor(ridge, dtype: float64));
        (Tensor factor, Tensor info) = linalg.cholesky_ex(matrix);
        double condition = info.item<int>() == 0 ? Condition(matrix, factor) : double.PositiveInfinity;
        if (!(condition < 1 / KernelCondition.RoundOff))
            throw new SingularKernelException(samples.Count, condition, SamplePoints.NearestDistance(samples.Points));
        Tensor half = linalg.solve_triangular(factor, labels, upper: false);
        Tensor dual = linalg.solve_triangular(factor.t(), half, upper: true);
        double miss = (gram.mm(dual) - labels).abs().max().item<double>();
        return (kernel.Combine(samples.Points, dual.flatten().data<double>().ToArray()), new KernelCondition(condition, miss));
    }

    /// <summary>Solves for the limit of a network whose γ² is known, on a lattice that a cut-off and a period give.</summary>
    /// <param name="weight">γ² of the network's initial weights.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="cutoff">The highest frequency on each axis, in cycles per unit length.</param>
    /// <param name="period">The period of the function, in ranges of the samples.</param>
    /// <inheritdoc cref="Solve" path="/returns|/exception"/>
    public static (FourierSeries Function, KernelCondition Condition) Predict(
        ReluFrequencyWeight weight, LinearFrequencySamples samples, double cutoff, double period) =>
        Solve(new LinearFrequencyKernel(weight, FrequencyLattice.For(samples.Points, cutoff, period)), samples);

    // Exactly, in the 1-norm: the inverse costs about what forming the matrix does.
    private static double Condition(Tensor matrix, Tensor factor)
    {
        Tensor half = linalg.solve_triangular(factor, eye(matrix.shape[0], dtype: float64), upper: false);
        return Norm(matrix) * Norm(half.t().mm(half));
    }

    private static double Norm(Tensor matrix) => matrix.abs().sum([0]).max().item<double>();
}
