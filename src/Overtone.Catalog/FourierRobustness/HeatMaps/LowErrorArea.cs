using Overtone.Robustness;

namespace Overtone.Catalog.FourierRobustness.HeatMaps;

/// <summary>
/// The region around zero frequency in which perturbations do little: how many cells hang together with zero frequency, side by side, and
/// have an error below a limit. Zero frequency always counts.
/// Source: the low-error area in the middle of the heat maps of 1906.08988, Fig. 3.
/// </summary>
internal static class LowErrorArea
{
    public static int Of(IReadOnlyDictionary<SpatialFrequency, double> errors, double limit)
    {
        var reached = new HashSet<SpatialFrequency> { new(0, 0) };
        var next = new Queue<SpatialFrequency>(reached);
        while (next.TryDequeue(out SpatialFrequency cell))
        {
            foreach ((int y, int x) in new[] { (-1, 0), (1, 0), (0, -1), (0, 1) })
            {
                var neighbour = new SpatialFrequency(cell.Y + y, cell.X + x);
                if (errors.TryGetValue(neighbour, out double error) && error < limit && reached.Add(neighbour))
                    next.Enqueue(neighbour);
            }
        }

        return reached.Count;
    }
}
