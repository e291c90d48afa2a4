using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>A camera in motion: a one-sided trail (<see cref="MotionTrail"/>) within 45 degrees of the horizontal.</summary>
internal sealed class MotionBlur() : Corruption("motion_blur", "The blurred image is rounded to whole bytes, because it passes through an "
    + "image file.")
{
    private const float Slant = 45;
    private static readonly (float Radius, float Deviation)[] Parameters = [(6, 1), (6, 1.5f), (6, 2), (8, 2), (9, 2.5f)];

    private protected override void Corrupt(CorruptionTask task)
    {
        var (radius, deviation) = Parameters[task.Level];
        var direction = task.Random.Between(-Slant, Slant);
        MotionTrail.Blur(task.Image, task.Shape, radius * task.Scale, deviation * task.Scale, direction, task.Result, task.Workspace);
        if (task.IsFaithful)
        {
            // What cutting down to bytes makes of half a byte more is rounding.
            System.Numerics.Tensors.TensorPrimitives.Add(task.Result, 0.5f / PixelLimits.Bytes, task.Result);
        }
    }
}
