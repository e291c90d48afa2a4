using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Planes of numbers over frequencies, as rows of a table.</summary>
internal static class PlaneRows
{
    private const int LargestWholePlane = 64, UsualRegion = 63;

    /// <summary>The side of the central square that is shown when nobody says; null for the whole plane, up to 64 pixels.</summary>
    public static int? RegionFor(int height, int width) => Math.Min(height, width) > LargestWholePlane ? UsualRegion : null;

    /// <summary>The cells that are shown when nobody says, row by row.</summary>
    /// <param name="plane">float64 [H, W], zero frequency first.</param>
    public static IEnumerable<(SpatialFrequency Cell, double Value)> Shown(Tensor plane) =>
        Of(plane, RegionFor((int)plane.shape[0], (int)plane.shape[1]));

    /// <summary>Every cell with its number, row by row.</summary>
    /// <param name="plane">float64 [H, W], zero frequency first.</param>
    /// <param name="region">Side of the central square that is kept; null for the whole plane.</param>
    public static IEnumerable<(SpatialFrequency Cell, double Value)> Of(Tensor plane, int? region = null)
    {
        (int height, int width) = ((int)plane.shape[0], (int)plane.shape[1]);
        double[] values = plane.data<double>().ToArray();
        return new FrequencyPlane(height, width, region).Cells
            .Select(cell => (cell, values[((cell.Y + height) % height * width) + ((cell.X + width) % width)]));
    }
}
