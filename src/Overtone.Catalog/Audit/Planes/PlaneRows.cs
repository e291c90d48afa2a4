using Overtone.Robustness;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Planes;

/// <summary>Planes of numbers over frequencies, as rows of a table.</summary>
internal static class PlaneRows
{
    /// <summary>Every cell with its number, row by row.</summary>
    /// <param name="plane">float64 [H, W], zero frequency first.</param>
    /// <param name="region">Side of the central square that is kept; 0 for the whole plane.</param>
    public static IEnumerable<(SpatialFrequency Cell, double Value)> Of(Tensor plane, int region = 0)
    {
        (int height, int width) = ((int)plane.shape[0], (int)plane.shape[1]);
        double[] values = plane.data<double>().ToArray();
        return new FrequencyPlane(height, width, region).Cells
            .Select(cell => (cell, values[((cell.Y + height) % height * width) + ((cell.X + width) % width)]));
    }
}

/// <summary>The mean magnitude of the images' Fourier transform.</summary>
[Table("spectrum")]
internal sealed record MeanMagnitude([Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The same as figures draw it.</summary>
[Table("spectrum_plane")]
internal sealed record LogMagnitude([Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Log10Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The first-order sensitivity.</summary>
[Table("gradient")]
internal sealed record CellGradient(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, [Unit("nats per unit of l2 norm")] double Sensitivity)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The mean magnitude of a change's Fourier transform, against its root mean square over all frequencies.</summary>
[Table("change_spectra")]
internal sealed record ChangeMagnitude(
    string Change, [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Log10Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The energy of a change per frequency on a ring, each image's mean over all frequencies being 1.</summary>
[Table("change_rings")]
internal sealed record ChangeRing(string Change, [Unit(CellRow.Unit)] int Radius, double RelativeEnergy);

/// <summary>A change's norm and its shares of high frequencies.</summary>
[Table("change_shares")]
internal sealed record ChangeShare(
    string Change, int Images, int Unchanged, double L2Norm, double HighFrequencyNyquistSquare, double HighFrequencyOutsideSquare,
    double HighFrequencyOutsideDisc);
