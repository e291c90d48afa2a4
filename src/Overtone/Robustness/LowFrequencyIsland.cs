namespace Overtone.Robustness;

/// <summary>
/// The connected area of low error around zero frequency: the perturbations a model shrugs off.
/// Source: 1906.08988, section 4.1 (the low-error region in the middle of the heat map), made a number: cells joined by an edge to zero
/// frequency whose error stays below the clean error plus a tolerance.
/// </summary>
public static class LowFrequencyIsland
{
    /// <summary>How far above the clean error a cell may lie.</summary>
    public const double Tolerance = 0.15;

    /// <summary>The cells of the island; empty when zero frequency itself is above the limit.</summary>
    /// <param name="plane">The cells of the map.</param>
    /// <param name="error">The error at a cell.</param>
    /// <param name="limit">Errors below this belong to the island.</param>
    public static IReadOnlyCollection<SpatialFrequency> Of(FrequencyPlane plane, Func<SpatialFrequency, double> error, double limit)
    {
        var cells = plane.Cells.ToHashSet();
        var island = new HashSet<SpatialFrequency>();
        var shore = new Queue<SpatialFrequency>();
        Visit(new SpatialFrequency(0, 0));
        while (shore.TryDequeue(out SpatialFrequency cell))
        {
            Visit(cell with { Y = cell.Y - plane.Stride });
            Visit(cell with { Y = cell.Y + plane.Stride });
            Visit(cell with { X = cell.X - plane.Stride });
            Visit(cell with { X = cell.X + plane.Stride });
        }

        return island;

        void Visit(SpatialFrequency cell)
        {
            if (cells.Contains(cell) && error(cell) < limit && island.Add(cell))
                shore.Enqueue(cell);
        }
    }
}
