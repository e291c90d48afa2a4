using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Functions in a kernel's eigenbasis, told in numbers that mean something: where eigenvalues are one for float64, the subspace's energy is
/// shared out evenly over its vectors, which single vectors' shares, being arbitrary, are not.
/// Source: 1806.08734, experiment 4.
/// </summary>
public sealed class KernelSpectrum : IDisposable
{
    private readonly KernelEigenbasis _basis;
    private readonly IReadOnlyList<(int First, int Count)> _subspaces;
    private readonly Tensor _rotation;

    /// <summary>Draws the random basis that functions are seen in besides, the same for every basis of as many points.</summary>
    /// <param name="basis">The basis. It stays the caller's.</param>
    public KernelSpectrum(KernelEigenbasis basis)
    {
        _basis = basis;
        _subspaces = basis.Subspaces();
        Middle = _subspaces.MinBy(s => Math.Abs(s.First - (basis.Count / 2))).First;
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(0, "rotation");
        _rotation = linalg.qr(randn(basis.Count, basis.Count, dtype: float64, generator: generator)).Q.MoveToOuterDisposeScope();
    }

    /// <summary>Where the upper half begins: at the edge of a subspace.</summary>
    public int Middle { get; }

    /// <summary>The subspaces that are well defined, by falling eigenvalue.</summary>
    public IReadOnlyList<(int First, int Count)> Subspaces => _subspaces;

    /// <summary>Vectors that mean nothing by themselves.</summary>
    public int Unstable => _subspaces.Where(s => s.Count > 1).Sum(s => s.Count);

    /// <summary>The magnitude of every coefficient, the root of the mean square within a subspace.</summary>
    /// <param name="values">The function at the points, [n].</param>
    public double[] Amplitudes(Tensor values)
    {
        double[] coefficients = _basis.Project(values);
        foreach ((int first, int count) in _subspaces)
            coefficients.AsSpan(first, count).Fill(Math.Sqrt(Energy(coefficients.AsSpan(first, count)) / count));
        return coefficients;
    }

    /// <summary>The <see cref="Amplitudes"/>, averaged over bins of as equal size as can be.</summary>
    /// <param name="values">The function at the points, [n].</param>
    /// <param name="bins">How many bins at most; no more than there are vectors.</param>
    /// <returns>The middle of each bin, the first vector being 1, and its mean.</returns>
    public IReadOnlyList<(double Mode, double Amplitude)> BinnedAmplitudes(Tensor values, int bins)
    {
        double[] amplitudes = Amplitudes(values);
        bins = Math.Min(bins, amplitudes.Length);
        return [.. Enumerable.Range(0, bins).Select(bin =>
        {
            (int first, int end) = (bin * amplitudes.Length / bins, (bin + 1) * amplitudes.Length / bins);
            return ((first + end + 1) / 2.0, amplitudes[first..end].Average());
        })];
    }

    /// <summary>The energy in both halves of the basis, and in both halves of one that is drawn at random.</summary>
    /// <param name="values">The function at the points, [n].</param>
    public (double Low, double High, double RandomLow, double RandomHigh) Energies(Tensor values)
    {
        using var scope = NewDisposeScope();
        double[] own = _basis.Project(values),
            random = KernelEigenbasis.InOwnMemory(values).cpu().matmul(_rotation).data<double>().ToArray();
        return (Energy(own.AsSpan(0, Middle)), Energy(own.AsSpan(Middle)), Energy(random.AsSpan(0, Middle)), Energy(random.AsSpan(Middle)));
    }

    /// <inheritdoc/>
    public void Dispose() => _rotation.Dispose();

    private static double Energy(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum += coefficient * coefficient;
        return sum;
    }
}
