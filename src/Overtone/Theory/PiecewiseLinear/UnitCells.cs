using Overtone.Theory.PiecewiseLinear.Layers;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>The cells into which the units of a branching layer divide a polygon on which everything before it is affine.</summary>
/// <param name="layer">The layer.</param>
/// <param name="rows">What it reads there.</param>
/// <param name="firstUnit">The number of its first unit, by which edges remember what cut them.</param>
internal sealed class UnitCells(BranchingLayer layer, double[][] rows, int firstUnit)
{
    /// <summary>How many units the layer has.</summary>
    public int Count { get; } = layer.UnitCount(rows[0].Length);

    /// <summary>The cells of all units together: on each, every unit takes one candidate.</summary>
    public IReadOnlyList<ConvexPolygon> Cut(ConvexPolygon polygon)
    {
        var parts = new List<ConvexPolygon> { polygon };
        for (int unit = 0; unit < Count; unit++)
        {
            // Parts made by this unit's own cuts are not cut again: the list is walked to where it ended before.
            for (int part = Divide(polygon, unit) is null ? -1 : parts.Count - 1; part >= 0; part--)
            {
                if (Divide(parts[part], unit) is not { } cells)
                    continue;
                parts[part] = cells[0];
                parts.AddRange(cells.Skip(1));
            }
        }

        return parts;
    }

    /// <summary>What leaves the layer on a cell.</summary>
    public double[][] RowsOn(ConvexPolygon cell) => layer.Apply(rows, layer.Choose(At(cell.Centroid)));

    // The cells of one unit's candidates; null when one candidate has it all.
    private IReadOnlyList<ConvexPolygon>? Divide(ConvexPolygon polygon, int unit)
    {
        if (layer.CandidateCount(unit) == 2)
        {
            (double constant, double slopeX, double slopeY) = Lead(unit, 1, 0);
            return polygon.Cut(constant, slopeX, slopeY, firstUnit + unit) is var (above, below) ? [above, below] : null;
        }

        int leader = Leader(unit, polygon.Centroid);
        ConvexPolygon? largest = Cell(polygon, unit, leader);
        if (ReferenceEquals(largest, polygon))
            return null;
        ConvexPolygon[] cells =
        [
            .. Enumerable
                .Range(0, layer.CandidateCount(unit))
                .Select(candidate => candidate == leader ? largest : Cell(polygon, unit, candidate))
                .OfType<ConvexPolygon>(),
        ];
        return cells.Length > 1 ? cells : null;
    }

    // Where a candidate leads all others. One that equals another all over leaves it to the first of them.
    private ConvexPolygon? Cell(ConvexPolygon polygon, int unit, int candidate)
    {
        ConvexPolygon? cell = polygon;
        for (int other = 0; other < layer.CandidateCount(unit) && cell is not null; other++)
        {
            if (other == candidate)
                continue;
            (double constant, double slopeX, double slopeY) = Lead(unit, candidate, other);
            cell = cell.Above(constant, slopeX, slopeY, firstUnit + unit, ifZero: candidate < other);
        }

        return cell;
    }

    private int Leader(int unit, PlanePoint point)
    {
        int leader = 0;
        for (int candidate = 1; candidate < layer.CandidateCount(unit); candidate++)
        {
            (double constant, double slopeX, double slopeY) = Lead(unit, candidate, leader);
            if (constant + (point.X * slopeX) + (point.Y * slopeY) > 0)
                leader = candidate;
        }

        return leader;
    }

    private (double Constant, double SlopeX, double SlopeY) Lead(int unit, int candidate, int other) =>
        (
            layer.Lead(rows[0], unit, candidate, other),
            layer.Lead(rows[1], unit, candidate, other),
            layer.Lead(rows[2], unit, candidate, other));

    private double[] At(PlanePoint point)
    {
        var values = new double[rows[0].Length];
        for (int n = 0; n < values.Length; n++)
            values[n] = rows[0][n] + (point.X * rows[1][n]) + (point.Y * rows[2][n]);
        return values;
    }
}
