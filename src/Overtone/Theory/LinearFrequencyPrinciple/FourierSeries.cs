using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// A function as a Fourier series on a lattice: Σ c_k cos 2πξ_k·x + s_k sin 2πξ_k·x. Every prediction is one.
/// Source: 1905.10264 as its authors' lecture notes describe the numerical scheme.
/// </summary>
public sealed class FourierSeries
{
    // Points times frequencies held at once: 64 MB of cosines and sines.
    private const int BlockNumbers = 1 << 22;

    private readonly double[] _cosines;
    private readonly double[] _sines;

    internal FourierSeries(FrequencyLattice lattice, double[] cosines, double[] sines) =>
        (Lattice, _cosines, _sines) = (lattice, cosines, sines);

    /// <summary>The frequencies.</summary>
    public FrequencyLattice Lattice { get; }

    /// <summary>The coefficients c_k of cosines, that of the constant first.</summary>
    public IReadOnlyList<double> Cosines => _cosines;

    /// <summary>The coefficients s_k of sines, in the same order; the first is 0.</summary>
    public IReadOnlyList<double> Sines => _sines;

    /// <summary>The function's values.</summary>
    /// <param name="points">[n, d].</param>
    /// <exception cref="ArgumentException">The dimension differs from the lattice's.</exception>
    public double[] At(double[,] points)
    {
        int count = points.GetLength(0), block = Math.Clamp(BlockNumbers / Math.Max(1, count), 1, Lattice.Count);
        using var scope = NewDisposeScope();
        Tensor values = zeros(count, 1, dtype: float64);
        for (int start = 0; start < Lattice.Count; start += block)
        {
            CollectionPoint.Collect();
            using var blockScope = NewDisposeScope();
            int width = Math.Min(block, Lattice.Count - start);
            Tensor coefficients = NativeNumbers.Of([.. _cosines.AsSpan(start, width), .. _sines.AsSpan(start, width)]);
            values.add_(
                new LatticeFrequencies(Lattice.Frequencies(start, width), coefficients).Waves(points).mm(coefficients.unsqueeze(1)));
        }

        return values.data<double>().ToArray();
    }

    /// <summary>The function's values on a line.</summary>
    /// <param name="points">n coordinates.</param>
    /// <exception cref="ArgumentException">The lattice has more dimensions than one.</exception>
    public double[] At(IReadOnlyList<double> points) => At(SamplePoints.OnLine(points));

    /// <summary>
    /// Σ (c_k² + s_k²)/W_k with a kernel's weights, the constant's included: what the long-time limit makes as small as the samples allow.
    /// </summary>
    /// <param name="kernel">A kernel on the same lattice.</param>
    /// <exception cref="ArgumentException">The lattice is another.</exception>
    public double Energy(LinearFrequencyKernel kernel) => ReferenceEquals(kernel.Lattice, Lattice)
        ? Enumerable.Range(0, Lattice.Count).Sum(k => ((_cosines[k] * _cosines[k]) + (_sines[k] * _sines[k])) / kernel.Weights[k])
        : throw new ArgumentException("The kernel and the function are on different lattices.", nameof(kernel));
}
