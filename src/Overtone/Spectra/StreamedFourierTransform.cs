using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Overtone.Spectra;

/// <summary>
/// The transform of <see cref="NonuniformFourierTransform"/> for functions that are read from files: samples come in blocks, in order, and none is
/// kept. On the interval [c − h, c + h] that the points fill, exp(−2πi k x) = exp(−2πi k c)·Σ_j (2 − [j=0]) (−i)^j J_j(2πkh) T_j((x − c)/h), so a
/// pass over the samples collects their moments with the Chebyshev polynomials T_j, from which every frequency follows. The Bessel functions fall
/// faster than any power once j passes 2πkh: a few dozen terms more give float64, whatever the number of frequencies, and there is no table of
/// sines and cosines to be kept or read again for each function.
/// Source: 1901.06523, section 2 (definition); the expansion is that of Jacobi and Anger (DLMF 10.12.1 to 10.12.3).
/// </summary>
public sealed class StreamedFourierTransform
{
    private const int BlockSize = 256;
    private const int Together = 4;
    // What is left out of the expansion, of 1.
    private const double Remainder = 1e-17;

    private readonly double[] _places;
    private readonly Complex[,] _weights;
    private readonly double[] _moments;
    private readonly double[] _columns;
    private readonly double[][] _polynomials;
    private int _taken;

    /// <summary>Prepares the transform of samples at <paramref name="coordinates"/>.</summary>
    /// <param name="coordinates">The sample points, in the order in which values will come.</param>
    /// <param name="frequencies">The frequencies, in cycles per unit of the coordinates.</param>
    /// <param name="outputs">How many functions are sampled.</param>
    /// <exception cref="ArgumentException">There is no point, no frequency or no output, or a number is not finite.</exception>
    public StreamedFourierTransform(IReadOnlyList<double> coordinates, IReadOnlyList<double> frequencies, int outputs)
    {
        if (coordinates.Count == 0 || frequencies.Count == 0 || outputs < 1)
            throw new ArgumentException($"There are {coordinates.Count} points, {frequencies.Count} frequencies and {outputs} outputs; expected at least one of each.");
        double[] points = [.. coordinates];
        double low = TensorPrimitives.Min<double>(points), high = TensorPrimitives.Max<double>(points);
        // Not a number, where there is one, is both the least and the greatest.
        if (!double.IsFinite(low) || !double.IsFinite(high) || !frequencies.All(double.IsFinite))
            throw new ArgumentException("A coordinate or a frequency is not a finite number.", nameof(coordinates));
        (Frequencies, Outputs) = ([.. frequencies], outputs);
        double centre = (low + high) / 2, half = high > low ? (high - low) / 2 : 1;
        // Rounding must not carry a point out of [-1, 1], where the polynomials grow.
        _places = Array.ConvertAll(points, x => Math.Clamp((x - centre) / half, -1, 1));
        int terms = TermsFor(2 * Math.PI * half * frequencies.Max(Math.Abs));
        _weights = Weights(Frequencies, centre, half, terms, coordinates.Count);
        _moments = new double[terms * outputs];
        _columns = new double[outputs * BlockSize];
        _polynomials = [.. Enumerable.Range(0, 4).Select(_ => new double[BlockSize])];
    }

    /// <summary>The frequencies, in cycles per unit of the coordinates.</summary>
    public IReadOnlyList<double> Frequencies { get; }

    /// <summary>The number of functions.</summary>
    public int Outputs { get; }

    /// <summary>How many polynomials stand for the exponential.</summary>
    public int Terms => _weights.GetLength(1);

    /// <summary>Takes the values at the next points.</summary>
    /// <param name="values">Row by row, <see cref="Outputs"/> values a point.</param>
    /// <exception cref="ArgumentException">That is no whole number of points, or more than are left.</exception>
    public void Add(ReadOnlySpan<double> values)
    {
        if (values.Length % Outputs != 0 || values.Length / Outputs > _places.Length - _taken)
            throw new ArgumentException($"{values.Length} values came for {Outputs} outputs at {_places.Length - _taken} points.", nameof(values));
        while (values.Length > 0)
        {
            int rows = Math.Min(BlockSize, values.Length / Outputs);
            AddBlock(values[..(rows * Outputs)], rows);
            values = values[(rows * Outputs)..];
            _taken += rows;
        }
    }

    /// <summary>The coefficients of the functions, once all values have been taken: (1/n) Σ y_j exp(−2πi k x_j).</summary>
    /// <returns>[frequency, output].</returns>
    /// <exception cref="InvalidOperationException">Values are missing.</exception>
    public Complex[,] Coefficients()
    {
        if (_taken < _places.Length)
            throw new InvalidOperationException($"Values were taken for {_taken} of {_places.Length} points.");
        var coefficients = new Complex[Frequencies.Count, Outputs];
        for (int k = 0; k < Frequencies.Count; k++)
        {
            for (int term = 0; term < Terms; term++)
            {
                for (int output = 0; output < Outputs; output++)
                    coefficients[k, output] += _weights[k, term] * _moments[(term * Outputs) + output];
            }
        }

        return coefficients;
    }

    // J_j(z) <= (t e^√(1−t²) / (1 + √(1−t²)))^j with t = z/j <= 1: Siegel's inequality, DLMF 10.14.5.
    private static int TermsFor(double z)
    {
        int terms = (int)Math.Ceiling(z) + 1;
        while (Bound(terms) > Remainder)
            terms++;
        return terms;

        double Bound(int order)
        {
            double t = z / order, root = Math.Sqrt(1 - (t * t));
            return Math.Pow(t * Math.Exp(root) / (1 + root), order);
        }
    }

    private static Complex[,] Weights(IReadOnlyList<double> frequencies, double centre, double half, int terms, int count)
    {
        Complex[] turns = [1, -Complex.ImaginaryOne, -1, Complex.ImaginaryOne];
        var weights = new Complex[frequencies.Count, terms];
        for (int k = 0; k < frequencies.Count; k++)
        {
            double[] bessel = BesselSequence.Of(2 * Math.PI * frequencies[k] * half, terms);
            Complex shift = Complex.FromPolarCoordinates(1.0 / count, -2 * Math.PI * frequencies[k] * centre);
            for (int term = 0; term < terms; term++)
                weights[k, term] = shift * turns[term % 4] * (bessel[term] * (term == 0 ? 1 : 2));
        }

        return weights;
    }

    private void AddBlock(ReadOnlySpan<double> values, int rows)
    {
        // Columns, so that each moment is a product of two runs of numbers; what a short block leaves is zero and adds nothing.
        Array.Clear(_columns);
        for (int row = 0; row < rows; row++)
        {
            for (int output = 0; output < Outputs; output++)
                _columns[(output * BlockSize) + row] = values[(row * Outputs) + output];
        }

        (double[] previous, double[] current, double[] next, double[] doubled) = (_polynomials[0], _polynomials[1], _polynomials[2], _polynomials[3]);
        Array.Clear(doubled);
        TensorPrimitives.Multiply(_places.AsSpan(_taken, rows), 2, doubled);
        // T_{-1} = T_1, so that the first step of the recurrence is like all others.
        TensorPrimitives.Multiply<double>(doubled, 0.5, previous);
        Array.Fill(current, 1);
        for (int term = 0; term < Terms; term++)
        {
            AddProducts(current, _moments.AsSpan(term * Outputs, Outputs));
            TensorPrimitives.Multiply<double>(doubled, current, next);
            TensorPrimitives.Subtract<double>(next, previous, next);
            (previous, current, next) = (current, next, previous);
        }
    }

    private void AddProducts(ReadOnlySpan<double> polynomial, Span<double> moments)
    {
        int output = 0;
        for (; output + Together <= moments.Length; output += Together)
            AddFour(polynomial, _columns.AsSpan(output * BlockSize, Together * BlockSize), moments.Slice(output, Together));
        for (; output < moments.Length; output++)
            moments[output] += Dot(polynomial, _columns.AsSpan(output * BlockSize, BlockSize));
    }

    // Products of one polynomial with four columns: a sum waits for its last addition, so one at a time leaves most of the processor idle.
    private static void AddFour(ReadOnlySpan<double> polynomial, ReadOnlySpan<double> columns, Span<double> moments)
    {
        ReadOnlySpan<Vector<double>> p = MemoryMarshal.Cast<double, Vector<double>>(polynomial);
        ReadOnlySpan<Vector<double>> a = Column(columns, 0), b = Column(columns, 1), c = Column(columns, 2), d = Column(columns, 3);
        (Vector<double> a0, Vector<double> b0, Vector<double> c0, Vector<double> d0) = (default, default, default, default);
        (Vector<double> a1, Vector<double> b1, Vector<double> c1, Vector<double> d1) = (default, default, default, default);
        for (int place = 0; place + 1 < p.Length; place += 2)
        {
            (Vector<double> even, Vector<double> odd) = (p[place], p[place + 1]);
            (a0, a1) = (Vector.FusedMultiplyAdd(even, a[place], a0), Vector.FusedMultiplyAdd(odd, a[place + 1], a1));
            (b0, b1) = (Vector.FusedMultiplyAdd(even, b[place], b0), Vector.FusedMultiplyAdd(odd, b[place + 1], b1));
            (c0, c1) = (Vector.FusedMultiplyAdd(even, c[place], c0), Vector.FusedMultiplyAdd(odd, c[place + 1], c1));
            (d0, d1) = (Vector.FusedMultiplyAdd(even, d[place], d0), Vector.FusedMultiplyAdd(odd, d[place + 1], d1));
        }

        moments[0] += Vector.Sum(a0 + a1);
        moments[1] += Vector.Sum(b0 + b1);
        moments[2] += Vector.Sum(c0 + c1);
        moments[3] += Vector.Sum(d0 + d1);
    }

    private static ReadOnlySpan<Vector<double>> Column(ReadOnlySpan<double> columns, int column) =>
        MemoryMarshal.Cast<double, Vector<double>>(columns.Slice(column * BlockSize, BlockSize));

    // Not the library's, whose last bits depend on where the arrays lie.
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(left), b = MemoryMarshal.Cast<double, Vector<double>>(right);
        (Vector<double> first, Vector<double> second) = (Vector<double>.Zero, Vector<double>.Zero);
        for (int place = 0; place + 1 < a.Length; place += 2)
        {
            first = Vector.FusedMultiplyAdd(a[place], b[place], first);
            second = Vector.FusedMultiplyAdd(a[place + 1], b[place + 1], second);
        }

        return Vector.Sum(first + second);
    }
}
