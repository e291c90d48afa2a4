namespace Overtone.Spectra;

/// <summary>
/// Keeps some rows of values that come in blocks, in order, as from a file that is passed over.
/// Source: none.
/// </summary>
/// <param name="rows">Which rows, from 0, rising.</param>
/// <param name="width">The values of a row.</param>
public sealed class SampledRows(IReadOnlyList<int> rows, int width)
{
    private readonly double[] _values = new double[rows.Count * width];
    private long _passed;
    private int _kept;

    /// <summary>What has been kept, row by row; zero where a row has not come yet.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Takes the next rows.</summary>
    /// <param name="values">Row by row, a whole number of rows.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        long end = _passed + (values.Length / width);
        for (; _kept < rows.Count && rows[_kept] < end; _kept++)
            values.Slice((int)(rows[_kept] - _passed) * width, width).CopyTo(_values.AsSpan(_kept * width));
        _passed = end;
    }
}
