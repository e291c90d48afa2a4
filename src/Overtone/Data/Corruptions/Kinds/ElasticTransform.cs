using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Rubber: three points around the middle are moved at random and the image with them (an affine map), then every pixel is displaced by
/// smoothed noise.
/// </summary>
/// <remarks>Both are done by linear interpolation, one after the other. Severity 1 is the affine map alone.</remarks>
internal sealed class ElasticTransform() : Corruption(
    "elastic_transform", "Rows and columns of the three points are swapped, which matters in images that are not square.")
{
    private const float Cut = 3;
    private static readonly (float Strength, float Deviation, float Jitter)[] Parameters =
        [(0, 0, 0.08f), (0.05f, 0.2f, 0.07f), (0.08f, 0.06f, 0.06f), (0.1f, 0.04f, 0.05f), (0.1f, 0.03f, 0.03f)];

    private protected override void Corrupt(CorruptionTask task)
    {
        var (strength, deviation, jitter) = Parameters[task.Level];
        float side = Math.Min(task.Shape.Height, task.Shape.Width);
        Span<float> rows = task.Take(task.PlaneLength), columns = task.Take(task.PlaneLength), moved = task.Take(task.Image.Length);
        Jittered(task, jitter * side).Fill(task.Shape, rows, columns);
        BilinearSampling.Sample(task.Image, task.Shape, rows, columns, Border.Mirror, moved);
        if (strength == 0)
        {
            moved.CopyTo(task.Result);
            return;
        }

        // Smoothing over more pixels leaves so much less of the noise: without this, displacements would have one length in pixels at every
        // size.
        var displacement = strength * side * Math.Max(1, task.Scale);
        Displace(task, displacement, deviation * side, columns);
        Displace(task, displacement, deviation * side, rows);
        for (var pixel = 0; pixel < rows.Length; pixel++)
        {
            rows[pixel] += pixel / task.Shape.Width;
            columns[pixel] += pixel % task.Shape.Width;
        }

        BilinearSampling.Sample(moved, task.Shape, rows, columns, Border.Reflect, task.Result);
    }

    private static AffineMap Jittered(CorruptionTask task, float jitter)
    {
        float side = Math.Max(1, Math.Min(task.Shape.Height, task.Shape.Width) / 3);
        float x = task.Shape.Width / 2, y = task.Shape.Height / 2;
        if (task.IsFaithful)
        {
            (x, y) = (y, x);
        }

        ReadOnlySpan<(float X, float Y)> corners = [(x + side, y + side), (x + side, y - side), (x - side, y - side)];
        Span<(float X, float Y)> moved = stackalloc (float, float)[corners.Length];
        for (var corner = 0; corner < corners.Length; corner++)
        {
            moved[corner] = (
                corners[corner].X + task.Random.Between(-jitter, jitter), corners[corner].Y + task.Random.Between(-jitter, jitter));
        }

        return AffineMap.Between(moved, corners);
    }

    private static void Displace(CorruptionTask task, float strength, float deviation, Span<float> result)
    {
        task.Random.FillUnit(result);
        TensorPrimitives.Multiply(result, 2, result);
        TensorPrimitives.Add(result, -1, result);
        Smoothing.Blur(result, task.Shape with { Channels = 1 }, deviation, Border.Reflect, result, task.Workspace, Cut);
        TensorPrimitives.Multiply(result, strength, result);
    }
}
