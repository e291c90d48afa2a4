using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Planes of numbers over frequencies, as rows of a table.</summary>
internal static class PlaneRows
{
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
