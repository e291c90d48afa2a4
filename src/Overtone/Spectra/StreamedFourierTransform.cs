using System.Numerics;
using System.Numerics.Tensors;

namespace Overtone.Spectra;

/// <summary>
/// The transform of <see cref="NonuniformFourierTransform"/> for functions that are read from files: samples come in blocks, in order, and
/// none is kept. In a cell [c − h, c + h] of the interval that the points fill, exp(−2πi k x) = exp(−2πi k c)·Σ_j (2 − [j=0]) (−i)^j
/// J_j(2πkh) T_j((x − c)/h), so a pass over the samples collects their moments with the Chebyshev polynomials T_j, cell by cell, from which
/// every frequency follows. The Bessel functions fall faster than any power once j passes 2πkh: in cells of a turn or less, two dozen terms
/// give float64, whatever the number of frequencies, and there is no table of sines and cosines to be kept or read again for each function.
/// Source: 1901.06523, section 2 (definition); the expansion is that of Jacobi and Anger (DLMF 10.12.1 to 10.12.3).
/// </summary>
public sealed class StreamedFourierTransform
{
    // Of half a cell at the highest frequency, in radians: narrower cells take few terms fewer, and as many more sums to be put together.
    private const double WidestAngle = 2;
    // What is left out of the expansion, of 1.
    private const double Remainder = 1e-17;
    // A block's rows and numbers: they stay in the cache while they are taken cell by cell, and cells hold enough of them.
    private const int MostRows = 2048;
    private const int FewestRows = 256;
    private const int MostNumbers = 1 << 16;
    private const int RowsPerCell = 64;

    private readonly SampleCells _cells;
    private readonly ChebyshevMoments _products;
    private readonly double[] _moments;
    private readonly double[] _waiting;
    private readonly int _count;
    private int _taken;

    /// <summary>Prepares the transform of samples at <paramref name="coordinates"/>.</summary>
    /// <param name="coordinates">The sample points, in the order in which values will come.</param>
    /// <param name="frequencies">The frequencies, in cycles per unit of the coordinates.</param>
    /// <param name="outputs">How many functions are sampled.</param>
    /// <exception cref="ArgumentException">There is no point, no frequency or no output, or a number is not finite.</exception>
    public StreamedFourierTransform(IReadOnlyList<double> coordinates, IReadOnlyList<double> frequencies, int outputs)
    {
        if (coordinates.Count == 0 || frequencies.Count == 0 || outputs < 1)
            throw new ArgumentException($"There are {coordinates.Count} points, {frequencies.Count} frequencies and {outputs} outputs; "
                + "expected at least one of each.");
        double[] points = coordinates as double[] ?? [.. coordinates];
        if (!double.IsFinite(TensorPrimitives.MaxMagnitude<double>(points)) || !frequencies.All(double.IsFinite))
            throw new ArgumentException("A coordinate or a frequency is not a finite number.", nameof(coordinates));
        (Frequencies, Outputs, _count) = ([.. frequencies], outputs, points.Length);
        BlockSize = Math.Clamp(MostNumbers / outputs, FewestRows, MostRows);
        double turning = 2 * Math.PI * frequencies.Max(Math.Abs);
        _cells = new SampleCells(points, WidestAngle / turning, BlockSize, BlockSize / RowsPerCell);
        Terms = TermsFor(turning * _cells.HalfWidth);
        _products = new ChebyshevMoments(Terms, outputs);
        _moments = new double[_cells.Count * Terms * outputs];
        _waiting = new double[Math.Min(BlockSize, points.Length) * outputs];
    }

    /// <summary>The frequencies, in cycles per unit of the coordinates.</summary>
    public IReadOnlyList<double> Frequencies { get; }

    /// <summary>The number of functions.</summary>
    public int Outputs { get; }

    /// <summary>How many polynomials stand for the exponential in a cell.</summary>
    public int Terms { get; }

    /// <summary>How many cells the interval is cut into.</summary>
    public int Cells => _cells.Count;

    private int BlockSize { get; }

    /// <summary>Takes the values at the next points.</summary>
    /// <param name="values">Row by row, <see cref="Outputs"/> values a point.</param>
    /// <exception cref="ArgumentException">That is no whole number of points, or more than are left.</exception>
    public void Add(ReadOnlySpan<double> values)
    {
        if (values.Length % Outputs != 0 || values.Length / Outputs > _count - _taken)
            throw new ArgumentException($"There were {values.Length} values for {Outputs} outputs at {_count - _taken} "
                + "points.", nameof(values));
        while (values.Length > 0)
        {
            int block = _taken / BlockSize, held = _taken % BlockSize, whole = Math.Min(BlockSize, _count - (block * BlockSize));
            int rows = Math.Min(whole - held, values.Length / Outputs);
            ReadOnlySpan<double> next = values[..(rows * Outputs)];
            if (rows < whole)
                next.CopyTo(_waiting.AsSpan(held * Outputs));
            if (held + rows == whole)
                AddBlock(block, rows < whole ? _waiting : next);
            values = values[(rows * Outputs)..];
            _taken += rows;
        }
    }

    /// <summary>The coefficients of the functions, once all values have been taken: (1/n) Σ y_j exp(−2πi k x_j).</summary>
    /// <returns>[frequency, output].</returns>
    /// <exception cref="InvalidOperationException">Values are missing.</exception>
    public Complex[,] Coefficients()
    {
        if (_taken < _count)
            throw new InvalidOperationException($"Values were taken for {_taken} of {_count} points.");
        var coefficients = new Complex[Frequencies.Count, Outputs];
        double[] real = new double[Outputs], imaginary = new double[Outputs];
        for (int k = 0; k < Frequencies.Count; k++)
        {
            double[] bessel = BesselSequence.Of(2 * Math.PI * Frequencies[k] * _cells.HalfWidth, Terms);
            for (int cell = 0; cell < _cells.Count; cell++)
            {
                Expand(bessel, _moments.AsSpan(cell * Terms * Outputs, Terms * Outputs), real, imaginary);
                Complex shift = Complex.FromPolarCoordinates(1.0 / _count, -2 * Math.PI * Frequencies[k] * _cells.Centre(cell));
                for (int output = 0; output < Outputs; output++)
                    coefficients[k, output] += shift * new Complex(real[output], imaginary[output]);
            }
        }

        return coefficients;
    }

    // (−i)^j is real for even j and imaginary for odd ones.
    private static void Expand(double[] bessel, ReadOnlySpan<double> moments, Span<double> real, Span<double> imaginary)
    {
        real.Clear();
        imaginary.Clear();
        for (int term = 0; term < bessel.Length; term++)
        {
            double weight = bessel[term] * (term == 0 ? 1 : 2) * (term % 4 is 1 or 2 ? -1 : 1);
            Span<double> part = term % 2 == 0 ? real : imaginary;
            ReadOnlySpan<double> row = moments.Slice(term * part.Length, part.Length);
            for (int output = 0; output < part.Length; output++)
                part[output] += weight * row[output];
        }
    }

    private void AddBlock(int block, ReadOnlySpan<double> values)
    {
        for (int cell = 0; cell < _cells.Count; cell++)
        {
            (ReadOnlyMemory<int> rows, ReadOnlyMemory<double> positions) = _cells.Of(block, cell);
            _products.Add(positions.Span, rows.Span, values, _moments.AsSpan(cell * Terms * Outputs, Terms * Outputs));
        }
    }

    // An even number. J_j(z) <= (t e^√(1−t²) / (1 + √(1−t²)))^j with t = z/j <= 1: Siegel's inequality, DLMF 10.14.5.
    private static int TermsFor(double z)
    {
        int terms = (int)Math.Ceiling(z) + 1;
        while (Bound(terms) > Remainder || terms % 2 != 0)
            terms++;
        return terms;

        double Bound(int order)
        {
            double t = z / order, root = Math.Sqrt(1 - (t * t));
            return Math.Pow(t * Math.Exp(root) / (1 + root), order);
        }
    }
}
