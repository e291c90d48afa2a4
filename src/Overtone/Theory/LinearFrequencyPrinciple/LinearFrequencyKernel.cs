using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// k(x, x') = Σ W_k cos(2π ξ_k·(x − x')) over a lattice's frequencies, W_k = 2γ²(ξ_k)/L^d: the sum that stands for the integral of γ²(ξ)
/// over all frequencies, those of k and −k together. Its matrix is formed as a product of cosines and sines, a block of frequencies at a
/// time, so memory grows with the number of points only.
/// Source: 1905.10264; own derivation of the dual form (the printed scheme solves for the coefficients).
/// </summary>
public sealed class LinearFrequencyKernel
{
    private const int BlockFrequencies = 4096;

    private readonly double[] _weights;

    /// <summary>A kernel.</summary>
    /// <param name="weight">γ².</param>
    /// <param name="lattice">The frequencies, of the same dimension.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public LinearFrequencyKernel(FrequencyWeight weight, FrequencyLattice lattice)
    {
        if (weight.Dimension != lattice.Dimension)
            throw new ArgumentException(
                $"The weight has dimension {weight.Dimension}; expected {lattice.Dimension}, the lattice's.", nameof(weight));
        (Weight, Lattice) = (weight, lattice);
        double cell = 2 / Math.Pow(lattice.Period, lattice.Dimension);
        var shells = new Dictionary<long, double> { [0] = cell * weight.At(FrequencyLattice.ConstantShare / lattice.Period) };
        _weights = new double[lattice.Count];
        for (int index = 0; index < _weights.Length; index++)
        {
            long square = lattice.SquaredNumber(index);
            if (!shells.TryGetValue(square, out double value))
                shells.Add(square, value = cell * weight.At(Math.Sqrt(square) / lattice.Period));
            _weights[index] = value;
        }
    }

    /// <summary>γ².</summary>
    public FrequencyWeight Weight { get; }

    /// <summary>The frequencies.</summary>
    public FrequencyLattice Lattice { get; }

    /// <summary>W_k of every frequency of the lattice, that of the constant first.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The kernel between two lists of points.</summary>
    /// <param name="first">[n, d].</param>
    /// <param name="second">[m, d].</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentException">A dimension differs from the lattice's.</exception>
    public double[,] Between(double[,] first, double[,] second)
    {
        using var scope = NewDisposeScope();
        Tensor sums = zeros(first.GetLength(0), second.GetLength(0), dtype: float64);
        ForEachBlock(block => Accumulate(sums, block.Waves(first) * block.Weights, block.Waves(second)));
        return (double[,])sums.data<double>().ToNDArray();
    }

    /// <summary>The kernel between all pairs of points.</summary>
    /// <returns>[n, n], float64, symmetric, in the caller's dispose scope.</returns>
    internal Tensor Gram(double[,] points)
    {
        using var scope = NewDisposeScope();
        Tensor sums = zeros(points.GetLength(0), points.GetLength(0), dtype: float64);
        ForEachBlock(block =>
        {
            Tensor waves = block.Waves(points) * block.Weights.sqrt();
            Accumulate(sums, waves, waves);
        });
        return sums.MoveToOuterDisposeScope();
    }

    /// <summary>Σ_i α_i k(·, x_i) as a Fourier series.</summary>
    internal FourierSeries Combine(double[,] points, double[] dual)
    {
        using var scope = NewDisposeScope();
        var (cosines, sines) = (new List<double>(), new List<double>());
        Tensor row = NativeNumbers.Of(dual).unsqueeze(0);
        ForEachBlock(block =>
        {
            double[] values = (row.mm(block.Waves(points)) * block.Weights).flatten().data<double>().ToArray();
            cosines.AddRange(values[..(values.Length / 2)]);
            sines.AddRange(values[(values.Length / 2)..]);
        });
        return new FourierSeries(Lattice, [.. cosines], [.. sines]);
    }

    private void ForEachBlock(Action<LatticeFrequencies> work)
    {
        for (int start = 0; start < Lattice.Count; start += BlockFrequencies)
        {
            CollectionPoint.Collect();
            using var scope = NewDisposeScope();
            int count = Math.Min(BlockFrequencies, Lattice.Count - start);
            Tensor weights = NativeNumbers.Of(_weights.AsSpan(start, count));
            work(new LatticeFrequencies(Lattice.Frequencies(start, count), cat([weights, weights])));
        }
    }

    private static void Accumulate(Tensor sums, Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        sums.add_(first.mm(second.t()));
    }
}
