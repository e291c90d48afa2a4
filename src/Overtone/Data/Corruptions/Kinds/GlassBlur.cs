using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Frosted glass: a little blur, pixels exchanged with neighbours from the lower right to the upper left, and the blur again.
/// </summary>
internal sealed class GlassBlur() : Corruption(
    "glass_blur",
    "Swapping two pixels copies the neighbour and loses the pixel.",
    "Neighbours lie at most 1 up or left, and never down or right: offsets are −δ … δ − 1.",
    "The image is truncated to whole bytes between the first blur and the swaps.")
{
    private static readonly (float Deviation, int Reach, int Times)[] Parameters =
        [(0.05f, 1, 1), (0.25f, 1, 1), (0.4f, 1, 1), (0.25f, 1, 2), (0.4f, 1, 2)];

    private protected override void Corrupt(CorruptionTask task)
    {
        var (deviation, reach, times) = Parameters[task.Level];
        deviation *= task.Scale;
        reach = Math.Max(1, (int)MathF.Round(reach * task.Scale));
        Smoothing.Blur(task.Image, task.Shape, deviation, Border.Nearest, task.Result, task.Workspace);
        if (task.IsFaithful)
        {
            foreach (ref var value in task.Result)
            {
                value = PixelLimits.Truncate(value) / PixelLimits.Bytes;
            }
        }

        for (var time = 0; time < times; time++)
        {
            Exchange(task, reach);
        }

        Smoothing.Blur(task.Result, task.Shape, deviation, Border.Nearest, task.Result, task.Workspace);
    }

    private static void Exchange(CorruptionTask task, int reach)
    {
        int height = task.Shape.Height, width = task.Shape.Width, plane = task.PlaneLength;
        var offsets = task.IsFaithful ? 2 * reach : 2 * reach + 1;
        var last = task.IsFaithful ? 0 : 1;
        for (var row = height - reach - last; row >= reach + 1 - last; row--)
        {
            for (var column = width - reach - last; column >= reach + 1 - last; column--)
            {
                var here = row * width + column;
                var there = here + (task.Random.Below(offsets) - reach) * width + task.Random.Below(offsets) - reach;
                for (var first = 0; first < task.Result.Length; first += plane)
                {
                    var lost = task.Result[first + here];
                    task.Result[first + here] = task.Result[first + there];
                    if (!task.IsFaithful)
                    {
                        task.Result[first + there] = lost;
                    }
                }
            }
        }
    }
}
