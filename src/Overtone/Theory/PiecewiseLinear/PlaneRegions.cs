using Overtone.Theory.PiecewiseLinear.Layers;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The linear regions of a network on a window of a plane, as exact polygons. Layer by layer, each region is cut along the lines on
/// which a unit is zero there, or a maximum passes from one value to another; what they cross is affine, so no cut is ever sought by
/// sampling.
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
        search.Descend(window.Polygon(), new Signal(plane.Rows(network, 2)), layer: 0, firstUnit: 0);
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

        public void Descend(ConvexPolygon polygon, Signal signal, int layer, int firstUnit)
        {
            cancellation.ThrowIfCancellationRequested();
            for (; layer < network.Layers.Count; layer++)
            {
                if (network.Layers[layer] is AffineLayer affine)
                {
                    signal = affine.Apply(signal);
                    continue;
                }

                var units = new UnitCells((BranchingLayer)network.Layers[layer], signal.Rows, firstUnit);
                foreach (ConvexPolygon part in units.Cut(polygon))
                    Descend(part, signal with { Rows = units.RowsOn(part) }, layer + 1, firstUnit + units.Count);
                return;
            }

            Found.Add(new LinearRegion(polygon, signal.Rows));
        }
    }
}
