using System.Numerics.Tensors;

namespace Overtone.Spectra;

/// <summary>
/// Sample points of an interval, cut into cells of equal width: which cell each point is in, and where. Points are put in order of their
/// cells within every block, so that what comes block by block can be taken cell by cell.
/// </summary>
internal sealed class SampleCells
{
    private readonly double _low;
    private readonly int _blockSize;
    private readonly int[] _ends;
    private readonly int[] _rows;
    private readonly double[] _places;

    /// <summary>Cuts the interval.</summary>
    /// <param name="points">The points, at least one, all finite.</param>
    /// <param name="widest">The widest that half a cell may be.</param>
    /// <param name="blockSize">How many points a block has; the last one may have fewer.</param>
    /// <param name="most">How many cells there may be at most, whatever their width.</param>
    public SampleCells(ReadOnlySpan<double> points, double widest, int blockSize, int most)
    {
        double high = TensorPrimitives.Max(points);
        (_low, _blockSize) = (TensorPrimitives.Min(points), blockSize);
        Count = (int)Math.Clamp(Math.Ceiling((high - _low) / 2 / widest), 1, most);
        HalfWidth = high > _low ? (high - _low) / 2 / Count : 1;
        _ends = new int[(points.Length + blockSize - 1) / blockSize * Count];
        (_rows, _places) = (new int[points.Length], new double[points.Length]);
        var cells = new int[blockSize];
        for (int start = 0; start < points.Length; start += blockSize)
            Sort(points.Slice(start, Math.Min(blockSize, points.Length - start)), start, cells);
    }

    /// <summary>The number of cells.</summary>
    public int Count { get; }

    /// <summary>Half the width of a cell.</summary>
    public double HalfWidth { get; }

    /// <summary>The middle of a cell.</summary>
    public double Centre(int cell) => _low + (((2 * cell) + 1) * HalfWidth);

    /// <summary>
    /// The points of a block that are in a cell: their rows within the block, and where in the cell they are, from -1 to 1.
    /// </summary>
    public (ReadOnlyMemory<int> Rows, ReadOnlyMemory<double> Places) Of(int block, int cell)
    {
        int start = block * _blockSize, from = cell == 0 ? start : _ends[(block * Count) + cell - 1], to = _ends[(block * Count) + cell];
        return (_rows.AsMemory(from, to - from), _places.AsMemory(from, to - from));
    }

    // A counting sort, which keeps the order of points within a cell.
    private void Sort(ReadOnlySpan<double> points, int start, Span<int> cells)
    {
        Span<int> ends = _ends.AsSpan(start / _blockSize * Count, Count);
        double cellsPerUnit = 0.5 / HalfWidth;
        for (int row = 0; row < points.Length; row++)
        {
            cells[row] = Math.Min((int)((points[row] - _low) * cellsPerUnit), Count - 1);
            ends[cells[row]]++;
        }

        for (int cell = 0, end = start; cell < Count; cell++)
            (ends[cell], end) = (end, end + ends[cell]);
        for (int row = 0; row < points.Length; row++)
        {
            int index = ends[cells[row]]++;
            _rows[index] = row;
            // Rounding must not carry a point out of [-1, 1], where polynomials grow.
            _places[index] = Math.Clamp(2 * (points[row] - Centre(cells[row])) * cellsPerUnit, -1, 1);
        }
    }
}
