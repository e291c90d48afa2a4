using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Gaussian noise in proportion to the brightness: x + x·n.</summary>
internal sealed class SpeckleNoise() : Corruption("speckle_noise")
{
    private static readonly float[] Deviations = [0.06f, 0.1f, 0.12f, 0.16f, 0.2f];

    /// <inheritdoc/>
    public override bool IsBenchmark => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        task.Random.FillNormal(task.Result, task.Workspace);
        TensorPrimitives.Multiply(task.Result, Deviations[task.Level], task.Result);
        TensorPrimitives.MultiplyAdd(task.Result, task.Image, task.Image, task.Result);
    }
}
