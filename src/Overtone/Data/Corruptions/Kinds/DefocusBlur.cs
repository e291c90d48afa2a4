using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// A lens out of focus: correlation with a disk whose edge is smoothed by a Gaussian of three by three pixels; mirrored borders.
/// </summary>
/// <remarks>At 32×32 the disks of severities 1 to 3 are one pixel, so that only the smoothing remains.</remarks>
internal sealed class DefocusBlur() : Corruption("defocus_blur")
{
    private static readonly (float Radius, float Deviation)[] Parameters =
        [(0.3f, 0.4f), (0.4f, 0.5f), (0.5f, 0.6f), (1, 0.2f), (1.5f, 0.1f)];

    // Weights below it change no pixel.
    private const double Least = 1e-9;

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var radius = Parameters[task.Level].Radius * task.Scale;
        double deviation = Parameters[task.Level].Deviation * task.Scale;
        int disk = (int)radius, smooth = Math.Max(1, (int)MathF.Round(task.Scale)), reach = disk + smooth;
        var count = 0;
        var taps = task.Workspace.TakeTaps((2 * reach + 1) * (2 * reach + 1));
        var sum = 0.0;
        for (var down = -reach; down <= reach; down++)
        {
            for (var across = -reach; across <= reach; across++)
            {
                var weight = Weight(down, across, radius, disk, deviation, smooth);
                if (weight > Least)
                {
                    taps[count++] = new FilterTap(down, across, (float)weight);
                    sum += weight;
                }
            }
        }

        for (var index = 0; index < count; index++)
        {
            taps[index] = taps[index] with { Weight = (float)(taps[index].Weight / sum) };
        }

        new PaddedImage(task.Image, task.Shape, reach, reach, Border.Mirror, task.Workspace).Correlate(
            taps[..count], task.Result, task.Workspace);
    }

    private static double Weight(int down, int across, float radius, int disk, double deviation, int smooth)
    {
        var sum = 0.0;
        for (var y = Math.Max(-disk, down - smooth); y <= Math.Min(disk, down + smooth); y++)
        {
            for (var x = Math.Max(-disk, across - smooth); x <= Math.Min(disk, across + smooth); x++)
            {
                if (y * y + x * x <= radius * radius)
                {
                    sum += Smoothing.Bell(down - y, deviation) * Smoothing.Bell(across - x, deviation);
                }
            }
        }

        return sum;
    }
}
