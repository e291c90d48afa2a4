using Overtone.Theory.PiecewiseLinear.Layers;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The linear regions of a network on a window of a plane, as exact polygons. Layer by layer, each region is cut along the line on which
/// each unit is zero there; what a unit's line crosses is affine, so no cut is ever sought by sampling.
/// Source: 1905.12797, Fig. 1; the region counted is one of constant activation pattern, as in 1806.08734, section 2. Two neighbours
/// count as two even where their affine maps agree.
/// </summary>
public static class PlaneRegions
{
    /// <summary>Finds all regions; they tile the window.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plane">The plane in its input space.</param>
    /// <param name="window">The window on the plane.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArgumentException">The slice is no plane of the network's input space.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<LinearRegion> Of(
        PiecewiseLinearNetwork network, AffineSlice plane, PlaneWindow window, CancellationToken cancellation = default)
    {
        var search = new Search(network, cancellation);
        search.Descend(window.Polygon(), plane.Rows(network, 2), layer: 0, firstUnit: 0);
        return search.Found;
    }

    /// <summary>
    /// The most regions that one hidden layer of <paramref name="units"/> units can make of a plane: 1 + n + n(n − 1)/2.
    /// </summary>
    public static long MostOfOneLayer(int units) => 1 + units + ((long)units * (units - 1) / 2);

    // Depth first, so that only the regions on the way to the current one hold the rows of a wide layer.
    private sealed class Search(PiecewiseLinearNetwork network, CancellationToken cancellation)
    {
        public List<LinearRegion> Found { get; } = [];

        public void Descend(ConvexPolygon polygon, double[][] rows, int layer, int firstUnit)
        {
            cancellation.ThrowIfCancellationRequested();
            for (; layer < network.Layers.Count; layer++)
            {
                if (network.Layers[layer] is not KinkLayer kinks)
                {
                    rows = ((AffineLayer)network.Layers[layer]).Apply(rows);
                    continue;
                }

                foreach (ConvexPolygon part in Cut(polygon, rows, firstUnit))
                    Descend(part, kinks.Apply(rows, Signs(part.Centroid, rows)), layer + 1, firstUnit + rows[0].Length);
                return;
            }

            Found.Add(new LinearRegion(polygon, rows));
        }

        private static List<ConvexPolygon> Cut(ConvexPolygon polygon, double[][] rows, int firstUnit)
        {
            var parts = new List<ConvexPolygon> { polygon };
            for (int unit = 0; unit < rows[0].Length; unit++)
            {
                (double constant, double slopeX, double slopeY) = (rows[0][unit], rows[1][unit], rows[2][unit]);
                // Parts made by this unit's own cuts are not cut again: the list is walked to where it ended before.
                for (int part = polygon.Cut(constant, slopeX, slopeY, firstUnit + unit) is null ? -1 : parts.Count - 1; part >= 0; part--)
                {
                    if (parts[part].Cut(constant, slopeX, slopeY, firstUnit + unit) is not var (above, below))
                        continue;
                    parts[part] = above;
                    parts.Add(below);
                }
            }

            return parts;
        }

        private static bool[] Signs(PlanePoint point, double[][] rows)
        {
            var isAbove = new bool[rows[0].Length];
            for (int unit = 0; unit < isAbove.Length; unit++)
                isAbove[unit] = rows[0][unit] + (point.X * rows[1][unit]) + (point.Y * rows[2][unit]) > 0;
            return isAbove;
        }
    }
}
