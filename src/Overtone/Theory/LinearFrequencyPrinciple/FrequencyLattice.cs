using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The frequencies with which the LFP is discretised: k/L for all integer vectors k with |k_i| ≤ K, so functions of period L, cut off at
/// K/L on every axis. Of k and −k one stands for both, with its cosine and its sine; on the axes, too, each frequency is there once.
/// (Published scripts combine cos and sin of k₁x₁ ± k₂x₂ for k₁, k₂ ≥ 0, which counts the axes twice, and multiply by 2π twice in one
/// dimension, which makes the period 2π times shorter than written.)
/// Source: 1905.10264 as its authors' lecture notes describe the numerical scheme (period ten times the range of the data).
/// </summary>
public sealed class FrequencyLattice
{
    /// <summary>
    /// A constant has no weight of its own: it takes that of this share of the first frequency, so that it is cheap, not free. Source: the
    /// published scripts.
    /// </summary>
    public const double ConstantShare = 0.1;

    /// <summary>The published scheme's period, in ranges of the data.</summary>
    public const double PublishedPeriod = 10;

    // Beyond this a single kernel matrix would take hours.
    private const double MostFrequencies = 1 << 26;

    /// <summary>A lattice.</summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="period">L, in units of length, above zero.</param>
    /// <param name="highest">K, at least 1.</param>
    /// <exception cref="ArgumentException">An argument lies outside its range, or there would be over 2²⁶ frequencies.</exception>
    public FrequencyLattice(int dimension, double period, int highest)
    {
        if (dimension < 1 || highest < 1 || !(period > 0) || double.IsInfinity(period))
            throw new ArgumentException($"The lattice has dimension {dimension}, period {period} and highest frequency {highest}; expected "
                + "at least 1, above 0, and at least 1.");
        double count = (Math.Pow((2.0 * highest) + 1, dimension) + 1) / 2;
        if (count > MostFrequencies)
            throw new ArgumentException($"The lattice has {count:0.#E+0} frequencies; expected at most {MostFrequencies:0}. Choose a lower "
                + "cut-off or a shorter period.", nameof(highest));
        (Dimension, Period, Highest, Count) = (dimension, period, highest, (int)count);
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>L, the period of every function on the lattice, in units of length.</summary>
    public double Period { get; }

    /// <summary>K: the cut-off in multiples of 1/L.</summary>
    public int Highest { get; }

    /// <summary>The cut-off K/L on every axis, in cycles per unit length.</summary>
    public double Cutoff => Highest / Period;

    /// <summary>How many frequencies there are: zero, and one of each pair k, −k.</summary>
    public int Count { get; }

    /// <summary>The lattice for given points.</summary>
    /// <param name="points">[n, d], n at least 2.</param>
    /// <param name="cutoff">The cut-off on every axis, in cycles per unit length.</param>
    /// <param name="period">The period, in largest extents of the points over all axes.</param>
    /// <exception cref="ArgumentException">The points are fewer than two or all equal, or the cut-off lies below their Nyquist
    /// frequency.</exception>
    public static FrequencyLattice For(double[,] points, double cutoff, double period = PublishedPeriod)
    {
        double length = period * SamplePoints.Extents(points).Max();
        if (!(length > 0))
            throw new ArgumentException("All points are the same; expected points that differ.", nameof(points));
        var lattice = new FrequencyLattice(points.GetLength(1), length, (int)Math.Max(1, Math.Round(cutoff * length)));
        lattice.RequireResolves(points);
        return lattice;
    }

    /// <summary>Refuses points that the lattice is too coarse for.</summary>
    /// <param name="points">[n, d].</param>
    /// <exception cref="ArgumentException">
    /// The dimension differs, or the cut-off lies below the points' Nyquist frequency: that of a regular grid of as many points in the same
    /// box.
    /// </exception>
    public void RequireResolves(double[,] points)
    {
        if (points.GetLength(1) != Dimension)
            throw new ArgumentException(
                $"The points have dimension {points.GetLength(1)}; expected {Dimension}, the lattice's.", nameof(points));
        double nyquist = SamplePoints.Nyquist(points);
        if (Cutoff < nyquist)
            throw new ArgumentException($"The cut-off is {Cutoff:G4} cycles per unit length; expected at least {nyquist:G4}, the Nyquist "
                + $"frequency of {points.GetLength(0)} points in their box.", nameof(points));
    }

    /// <summary>Some of the frequencies, zero being number 0.</summary>
    /// <returns>[count, d], float64, in cycles per unit length, in the caller's dispose scope.</returns>
    internal Tensor Frequencies(int start, int count)
    {
        var values = new double[count, Dimension];
        for (int index = 0; index < count; index++)
        {
            int[] numbers = Numbers(start + index);
            for (int axis = 0; axis < Dimension; axis++)
                values[index, axis] = numbers[axis] / Period;
        }

        return NativeNumbers.Of(values);
    }

    /// <summary>|k|² of a frequency, a whole number.</summary>
    internal long SquaredNumber(int index) => Numbers(index).Sum(k => (long)k * k);

    // In lexicographic order zero stands in the middle, and those behind it are one of each pair.
    private int[] Numbers(int index)
    {
        int side = (2 * Highest) + 1;
        long code = (long)Count - 1 + index;
        var numbers = new int[Dimension];
        for (int axis = Dimension - 1; axis >= 0; axis--, code /= side)
            numbers[axis] = (int)(code % side) - Highest;
        return numbers;
    }
}
