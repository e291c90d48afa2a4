namespace Overtone.Theory.ContinuousViewpoint;

/// <summary>
/// What moves in a gradient flow.
/// Source: 1912.12777.
/// </summary>
public enum Motion
{
    /// <summary>The coefficients a(w) of fixed features: the kernel K. Low frequencies first, always.</summary>
    Coefficients,

    /// <summary>The features w themselves, near a uniform density: the kernel K̃ = −K″. Frequencies near √2/h first.</summary>
    Features,
}

/// <summary>
/// How features are counted.
/// Source: 1912.12777; which one the paper means where is not certain, and they differ by 2π.
/// </summary>
public enum FeatureMeasure
{
    /// <summary>The uniform density dw/2π.</summary>
    Uniform,

    /// <summary>Plain dw on [0, 2π).</summary>
    Lebesgue,
}

/// <summary>
/// The kernel of a gradient flow ∂f/∂t = −∫ K(x − x′) (f − f*)(x′) dx′ over the circle, and how fast it learns each frequency.
/// Source: 1912.12777. The prefactor h/√(8π) of the kernels holds for the uniform density dw/2π; with plain dw they are 2π times larger.
/// The rate of the features' motion, λ̃_k = (h²k²/2) exp(−h²k²/2), is greatest at k = √2/h; a survey quotes the paper
/// with π times that rate, and that it falls from 2/h on, which is true and not sharp.
/// </summary>
/// <param name="feature">The features.</param>
/// <param name="motion">What moves.</param>
/// <param name="measure">How features are counted.</param>
public sealed class GradientFlowKernel(PeriodicGaussianFeature feature, Motion motion, FeatureMeasure measure = FeatureMeasure.Uniform)
{
    private double Count => measure == FeatureMeasure.Uniform ? 1 : 2 * Math.PI;

    private double Square => feature.Width * feature.Width;

    /// <summary>
    /// K or K̃ at a distance: h/√(8π) Σ exp(−z²/2), or the same with (1 − z²)/h² before the exponential, z = (x − 2πk)/h, for the uniform
    /// density.
    /// </summary>
    /// <param name="distance">x − x′, in radians.</param>
    public double Value(double distance) => Count * feature.Width / Math.Sqrt(8 * Math.PI) * feature.Periodised(
        distance, z => (motion == Motion.Coefficients ? 1 : (1 - (z * z)) / Square) * Math.Exp(-z * z / 2), scale: Math.Sqrt(2));

    /// <summary>
    /// The rate at which frequency k is learned, the kernel's eigenvalue on cos kx and sin kx: (h²/2) exp(−h²k²/2), or k² times that, for
    /// the uniform density.
    /// </summary>
    /// <param name="frequency">k, in periods per circle.</param>
    public double Rate(int frequency) =>
        Count * Square / 2
        * Math.Exp(-Square * frequency * frequency / 2)
        * (motion == Motion.Coefficients ? 1 : (double)frequency * frequency);

    /// <summary>The share of the error of frequency k that is left after a time.</summary>
    /// <param name="frequency">k, in periods per circle.</param>
    /// <param name="time">t, zero or more.</param>
    public double Left(int frequency, double time) => Math.Exp(-Rate(frequency) * time);

    /// <summary>The kernel at distance zero as it is printed, h/√(8π), for moving features over h²: for the uniform density.</summary>
    public double PrintedPeak => feature.Width / Math.Sqrt(8 * Math.PI) / (motion == Motion.Features ? Square : 1);

    /// <summary>The kernel at distance zero from an independent computation: the mean square of the features, or of their slopes.</summary>
    /// <param name="nodes">Nodes on the circle, more than 8π/h.</param>
    public double NumericalPeak(int nodes) => Count * Enumerable.Range(0, nodes).Select(n => 2 * Math.PI * n / nodes)
        .Average(w => Math.Pow(motion == Motion.Coefficients ? feature.Value(w) : feature.Slope(w), 2));

    /// <summary>
    /// The same rate from an independent computation: the features on a grid of the circle, multiplied, summed over w and applied to cos kx
    /// by quadrature, which for periodic functions this smooth is exact to rounding once the grid is finer than h/4.
    /// </summary>
    /// <param name="frequency">k, in periods per circle.</param>
    /// <param name="nodes">Nodes on the circle, more than 8π/h and 4k.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few nodes.</exception>
    public double NumericalRate(int frequency, int nodes)
    {
        if (nodes <= 8 * Math.PI / feature.Width || nodes <= 4 * frequency)
            throw new ArgumentOutOfRangeException(nameof(nodes), nodes, "expected more than "
                + $"{Math.Max(8 * Math.PI / feature.Width, 4 * frequency):0}");
        double step = 2 * Math.PI / nodes;
        double[] values =
            [.. Enumerable.Range(0, nodes).Select(n => motion == Motion.Coefficients ? feature.Value(n * step) : feature.Slope(n * step))];
        // (T v)(0) for v = cos kx: the sum over x′ and w of φ(0, w) φ(x′, w) cos kx′.
        double rate = 0;
        for (int w = 0; w < nodes; w++)
        {
            double inner = 0;
            for (int x = 0; x < nodes; x++)
                inner += values[(x - w + nodes) % nodes] * Math.Cos(frequency * x * step);
            rate += values[(nodes - w) % nodes] * inner;
        }

        return rate * step * step * (measure == FeatureMeasure.Uniform ? 1 / (2 * Math.PI) : 1);
    }
}
