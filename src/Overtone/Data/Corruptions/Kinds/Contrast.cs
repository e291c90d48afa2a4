using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Less contrast: every channel is drawn towards its mean, (x − x̄)·c + x̄.</summary>
internal sealed class Contrast() : Corruption("contrast")
{
    private static readonly float[] Factors = [0.75f, 0.5f, 0.4f, 0.3f, 0.15f];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var factor = Factors[task.Level];
        for (var channel = 0; channel < task.Shape.Channels; channel++)
        {
            var mean = TensorPrimitives.Sum(task.Plane(channel)) / task.PlaneLength;
            TensorPrimitives.Multiply(task.Plane(channel), factor, task.ResultPlane(channel));
            TensorPrimitives.Add(task.ResultPlane(channel), (1 - factor) * mean, task.ResultPlane(channel));
        }
    }
}
