using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The eigenvectors of a Gaussian kernel matrix on some points, K = exp(−|x − y|²/2σ²), by falling eigenvalue: a Fourier basis for
/// functions that are known only there. The first vectors vary slowly from point to point, the last ones fast. All in float64, because
/// eigenvalues may lie very near to each other: single vectors are then arbitrary, and only the <see cref="Subspaces"/> that they span mean
/// anything.
/// Source: 1806.08734, experiment 4 with Fig. 5, 6, 12 and 13. (Its text prints the kernel as exp(|x − y|/σ²) and, in the appendix, sorts
/// eigenvalues upwards; its code is as here.)
/// </summary>
public sealed class KernelEigenbasis : IDisposable
{
    // Eigenvalues are computed to a few units of rounding of the largest one.
    private const double UnitsOfRounding = 1e3;
    private readonly double[] _eigenvalues;
    private readonly Tensor _vectors;

    private KernelEigenbasis(double width, double[] eigenvalues, Tensor vectors) =>
        (Width, _eigenvalues, _vectors) = (width, eigenvalues, vectors);

    /// <summary>σ, in units of the points.</summary>
    public double Width { get; }

    /// <summary>How many points, and so vectors, there are.</summary>
    public int Count => _eigenvalues.Length;

    /// <summary>The eigenvalues, falling.</summary>
    public IReadOnlyList<double> Eigenvalues => _eigenvalues;

    /// <summary>
    /// What float64 can tell of eigenvalues: a thousand units of its rounding of the largest. Smaller eigenvalues are rounding, and two
    /// that lie nearer to each other than this are one.
    /// </summary>
    public double Resolution => UnitsOfRounding * (Math.BitIncrement(1.0) - 1) * _eigenvalues[0];

    /// <summary>The basis on some points. Takes n² numbers of memory and about 10 n³ operations: seconds for 2,000 points.</summary>
    /// <param name="points">[n, d], any floating type, n at least 2. They stay the caller's.</param>
    /// <param name="width">σ, above 0, in units of the points.</param>
    /// <exception cref="ArgumentException">The points have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is not above 0.</exception>
    public static KernelEigenbasis Of(Tensor points, double width)
    {
        if (!(width > 0) || !double.IsFinite(width))
            throw new ArgumentOutOfRangeException(nameof(width), width, "expected a finite number above 0");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor kernel = Squares(points).mul_(-0.5 / (width * width)).exp_();
        (Tensor values, Tensor vectors) = linalg.eigh(kernel);
        // Eigenvalues come rising. The sign of a vector is free: its largest component is made positive.
        Tensor falling = vectors.flip(1), largest = falling.gather(0, falling.abs().argmax(0, keepdim: true));
        return new KernelEigenbasis(
            width, values.flip(0).cpu().data<double>().ToArray(), (falling * largest.sign()).contiguous().DetachFromDisposeScope());
    }

    /// <summary>The median distance between two different points: a common choice of the width.</summary>
    /// <param name="points">[n, d], n at least 2.</param>
    /// <exception cref="ArgumentException">The points have another shape.</exception>
    public static double MedianDistance(Tensor points)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor squares = Squares(points), indices = triu_indices(squares.shape[0], squares.shape[0], 1);
        return Math.Sqrt(squares[indices[0], indices[1]].median().item<double>());
    }

    /// <summary>One eigenvector, of unit length; its component of largest magnitude is positive.</summary>
    /// <param name="mode">Its place, from 0 for the largest eigenvalue.</param>
    public double[] Vector(int mode)
    {
        using var scope = NewDisposeScope();
        return _vectors.select(1, mode).contiguous().cpu().data<double>().ToArray();
    }

    /// <summary>The coefficients of a function, its inner products with all vectors.</summary>
    /// <param name="values">The function at the points, [n].</param>
    /// <exception cref="ArgumentException">There is not one value a point.</exception>
    public double[] Project(Tensor values)
    {
        RequireCount(values.shape is [var count] ? count : -1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return InOwnMemory(values).to(_vectors.device).matmul(_vectors).cpu().data<double>().ToArray();
    }

    /// <summary>The function with given coefficients, at the points.</summary>
    /// <param name="coefficients">One a vector.</param>
    /// <exception cref="ArgumentException">There is not one coefficient a vector.</exception>
    public double[] Synthesise(IReadOnlyList<double> coefficients)
    {
        RequireCount(coefficients.Count);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return _vectors.mv(InOwnMemory(tensor([.. coefficients], float64)).to(_vectors.device)).cpu().data<double>().ToArray();
    }

    /// <summary>
    /// The subspaces that are well defined: runs of vectors whose eigenvalues each lie nearer to the next than
    /// <paramref name="resolution"/>, by falling eigenvalue. A run of one is a vector that means something by itself.
    /// </summary>
    /// <param name="resolution">The smallest gap that counts; null for <see cref="Resolution"/>.</param>
    public IReadOnlyList<(int First, int Count)> Subspaces(double? resolution = null)
    {
        double smallest = resolution ?? Resolution;
        var subspaces = new List<(int First, int Count)>();
        for (int mode = 0; mode < Count; mode++)
        {
            if (mode > 0 && _eigenvalues[mode - 1] - _eigenvalues[mode] <= smallest)
                subspaces[^1] = (subspaces[^1].First, subspaces[^1].Count + 1);
            else
                subspaces.Add((mode, 1));
        }

        return subspaces;
    }

    /// <inheritdoc/>
    public void Dispose() => _vectors.Dispose();

    /// <summary>A float64 copy in libtorch's own memory: where an array lies changes the last bits of products.</summary>
    internal static Tensor InOwnMemory(Tensor values) => values.to_type(ScalarType.Float64).clone();

    private void RequireCount(long found)
    {
        if (found != Count)
            throw new ArgumentException($"The function has {found} values; expected {Count}, one per point.");
    }

    private static Tensor Squares(Tensor points)
    {
        if (points.dim() != 2 || points.shape[0] < 2)
            throw new ArgumentException(
                $"The points have shape [{string.Join(", ", points.shape)}]; expected [n, d] with n > 1.", nameof(points));
        // By differences: in |x|² + |y|² − 2xy the digits cancel that tell near points apart.
        Tensor numbers = points.to_type(ScalarType.Float64);
        return cdist(numbers, numbers, compute_mode: TorchSharp.compute_mode.donot_use_mm_for_euclid_dist).square();
    }
}
