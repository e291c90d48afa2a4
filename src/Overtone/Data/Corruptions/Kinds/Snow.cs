using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Falling snow: bright spots of random noise, driven downwards, are added twice, once turned by 180 degrees, to an image made paler.
/// </summary>
internal sealed class Snow() : Corruption("snow", "The flakes are truncated to whole bytes before they are blurred by motion, and "
    + "rounded to whole bytes afterwards.")
{
    private static readonly Setting[] Parameters =
    [
        new(0.1f, 0.2f, 1, 0.6f, 8, 3, 0.95f),
        new(0.1f, 0.2f, 1, 0.5f, 10, 4, 0.9f),
        new(0.15f, 0.3f, 1.75f, 0.55f, 10, 4, 0.9f),
        new(0.25f, 0.3f, 2.25f, 0.6f, 12, 6, 0.85f),
        new(0.3f, 0.3f, 1.25f, 0.65f, 14, 12, 0.8f),
    ];

    private protected override void Corrupt(CorruptionTask task)
    {
        var setting = Parameters[task.Level];
        var flakes = Flakes(task, setting);
        var luma = Luma.Of(task);
        Span<float> pale = task.Take(task.PlaneLength);
        for (var channel = 0; channel < task.Shape.Channels; channel++)
        {
            // mix·x + (1 − mix)·max(x, 1.5·luma + 0.5), and the flakes.
            TensorPrimitives.Multiply(luma, 1.5f, pale);
            TensorPrimitives.Add(pale, 0.5f, pale);
            TensorPrimitives.Max(pale, task.Plane(channel), pale);
            TensorPrimitives.Multiply(pale, 1 - setting.Mix, pale);
            TensorPrimitives.MultiplyAdd(task.Plane(channel), setting.Mix, pale, pale);
            TensorPrimitives.Add(pale, flakes, task.ResultPlane(channel));
        }
    }

    private static ReadOnlySpan<float> Flakes(CorruptionTask task, Setting setting)
    {
        var shape = task.Shape with { Channels = 1 };
        Span<float> noise = task.Take(task.PlaneLength), flakes = task.Take(task.PlaneLength), driven = task.Take(task.PlaneLength);
        task.Random.FillNormal(noise, task.Workspace);
        TensorPrimitives.Multiply(noise, setting.Deviation, noise);
        TensorPrimitives.Add(noise, setting.Mean, noise);
        Enlargement.Fill(noise, shape, setting.Zoom, flakes, task.Workspace);
        foreach (ref var flake in flakes)
        {
            flake = flake < setting.Threshold ? 0 : task.IsFaithful ? PixelLimits.Truncate(flake) / PixelLimits.Bytes : Math.Min(flake, 1);
        }

        if (task.Scale > 1)
        {
            // After the threshold, so that larger flakes are as many and as bright.
            flakes.CopyTo(noise);
            Enlargement.Fill(noise, shape, task.Scale, flakes, task.Workspace);
        }

        var direction = task.Random.Between(-135, -45);
        MotionTrail.Blur(flakes, shape, setting.Radius * task.Scale, setting.BlurDeviation * task.Scale, direction, driven, task.Workspace);
        if (task.IsFaithful)
        {
            foreach (ref var flake in driven)
            {
                flake = MathF.Round(flake * PixelLimits.Bytes) / PixelLimits.Bytes;
            }
        }

        driven.CopyTo(flakes);
        flakes.Reverse();
        TensorPrimitives.Add(driven, flakes, flakes);
        return flakes;
    }

    private sealed record Setting(float Mean, float Deviation, float Zoom, float Threshold, float Radius, float BlurDeviation, float Mix);
}
