using System.Numerics;
using System.Runtime.InteropServices;

namespace Overtone.Spectra;

/// <summary>
/// Adds up products of samples with the Chebyshev polynomials T_0, T_1, … of their places, Σ_n y_n T_j(t_n), for several functions at once.
/// Two polynomials and four functions at a time: what has been read from memory is used several times, and no sum waits for its own last
/// addition.
/// </summary>
internal sealed class ChebyshevMoments
{
    private const int MostRows = 256;
    private const int Together = 4;

    private readonly int _terms;
    private readonly int _outputs;
    private readonly double[] _columns;
    private readonly double[] _doubled = new double[MostRows];
    private readonly double[] _even = new double[MostRows];
    private readonly double[] _odd = new double[MostRows];

    /// <summary>Prepares the sums.</summary>
    /// <param name="terms">How many polynomials: an even number.</param>
    /// <param name="outputs">How many functions.</param>
    public ChebyshevMoments(int terms, int outputs)
    {
        (_terms, _outputs) = (terms, outputs);
        _columns = new double[outputs * (MostRows + Vector<double>.Count)];
    }

    /// <summary>Adds the products of some samples.</summary>
    /// <param name="positions">Where they are, from -1 to 1.</param>
    /// <param name="rows">Which rows of <paramref name="values"/> they are.</param>
    /// <param name="values">Row by row, one number for each function.</param>
    /// <param name="moments">What is added to: [polynomial, function].</param>
    public void Add(ReadOnlySpan<double> positions, ReadOnlySpan<int> rows, ReadOnlySpan<double> values, Span<double> moments)
    {
        for (int start = 0; start < rows.Length; start += MostRows)
        {
            int count = Math.Min(MostRows, rows.Length - start);
            AddPiece(positions.Slice(start, count), rows.Slice(start, count), values, moments);
        }
    }

    private void AddPiece(ReadOnlySpan<double> positions, ReadOnlySpan<int> rows, ReadOnlySpan<double> values, Span<double> moments)
    {
        int width = Vector<double>.Count, padded = (rows.Length + width - 1) / width * width;
        // One vector apart, or columns of a power of two would crowd each other out of the cache.
        int stride = padded + width;
        Gather(rows, values, stride, padded);
        // T_0 = 1 and T_1 = t.
        positions.CopyTo(_odd);
        _odd.AsSpan(positions.Length).Clear();
        for (int row = 0; row < padded; row++)
            (_even[row], _doubled[row]) = (1, 2 * _odd[row]);
        for (int term = 0; term < _terms; term += 2)
        {
            AddProducts(padded, stride, moments.Slice(term * _outputs, _outputs), moments.Slice((term + 1) * _outputs, _outputs));
            Advance(padded);
        }
    }

    // Columns, so that each moment is a sum of products of two runs of numbers; the zeros that fill the last vector add nothing.
    private void Gather(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, int stride, int padded)
    {
        for (int index = 0; index < rows.Length; index++)
        {
            ReadOnlySpan<double> row = values.Slice(rows[index] * _outputs, _outputs);
            for (int output = 0; output < row.Length; output++)
                _columns[(output * stride) + index] = row[output];
        }

        for (int output = 0; output < _outputs; output++)
            _columns.AsSpan((output * stride) + rows.Length, padded - rows.Length).Clear();
    }

    // T_{j+1} = 2t T_j − T_{j−1}, twice.
    private void Advance(int padded)
    {
        Span<Vector<double>> doubled = Vectors(_doubled, padded), even = Vectors(_even, padded), odd = Vectors(_odd, padded);
        for (int index = 0; index < doubled.Length; index++)
        {
            Vector<double> next = Vector.FusedMultiplyAdd(doubled[index], odd[index], -even[index]);
            even[index] = next;
            odd[index] = Vector.FusedMultiplyAdd(doubled[index], next, -odd[index]);
        }
    }

    private void AddProducts(int padded, int stride, Span<double> even, Span<double> odd)
    {
        int output = 0;
        for (; output + Together <= _outputs; output += Together)
            AddFour(padded, _columns.AsSpan(output * stride), stride, even.Slice(output, Together), odd.Slice(output, Together));
        for (; output < _outputs; output++)
            AddOne(padded, _columns.AsSpan(output * stride), ref even[output], ref odd[output]);
    }

    private void AddFour(int padded, Span<double> columns, int stride, Span<double> even, Span<double> odd)
    {
        ReadOnlySpan<Vector<double>> p = Vectors(_even, padded), q = Vectors(_odd, padded);
        ReadOnlySpan<Vector<double>> a = Vectors(columns, padded),
            b = Vectors(columns[stride..], padded),
            c = Vectors(columns[(2 * stride)..], padded),
            d = Vectors(columns[(3 * stride)..], padded);
        (Vector<double> pa, Vector<double> pb, Vector<double> pc, Vector<double> pd) = (default, default, default, default);
        (Vector<double> qa, Vector<double> qb, Vector<double> qc, Vector<double> qd) = (default, default, default, default);
        for (int index = 0; index < p.Length; index++)
        {
            (Vector<double> first, Vector<double> second) = (p[index], q[index]);
            (pa, qa) = (Vector.FusedMultiplyAdd(first, a[index], pa), Vector.FusedMultiplyAdd(second, a[index], qa));
            (pb, qb) = (Vector.FusedMultiplyAdd(first, b[index], pb), Vector.FusedMultiplyAdd(second, b[index], qb));
            (pc, qc) = (Vector.FusedMultiplyAdd(first, c[index], pc), Vector.FusedMultiplyAdd(second, c[index], qc));
            (pd, qd) = (Vector.FusedMultiplyAdd(first, d[index], pd), Vector.FusedMultiplyAdd(second, d[index], qd));
        }

        (even[0], even[1], even[2], even[3]) = (
            even[0] + Vector.Sum(pa), even[1] + Vector.Sum(pb), even[2] + Vector.Sum(pc), even[3] + Vector.Sum(pd));
        (odd[0], odd[1], odd[2], odd[3]) = (
            odd[0] + Vector.Sum(qa), odd[1] + Vector.Sum(qb), odd[2] + Vector.Sum(qc), odd[3] + Vector.Sum(qd));
    }

    private void AddOne(int padded, Span<double> column, ref double even, ref double odd)
    {
        ReadOnlySpan<Vector<double>> p = Vectors(_even, padded), q = Vectors(_odd, padded), a = Vectors(column, padded);
        (Vector<double> pa, Vector<double> qa) = (default, default);
        for (int index = 0; index < p.Length; index++)
            (pa, qa) = (Vector.FusedMultiplyAdd(p[index], a[index], pa), Vector.FusedMultiplyAdd(q[index], a[index], qa));
        even += Vector.Sum(pa);
        odd += Vector.Sum(qa);
    }

    private static Span<Vector<double>> Vectors(Span<double> numbers, int count) =>
        MemoryMarshal.Cast<double, Vector<double>>(numbers[..count]);
}
