using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Gaussian noise of one deviation, independent for every pixel and channel.</summary>
internal sealed class GaussianNoise() : Corruption("gaussian_noise")
{
    private static readonly float[] Deviations = [0.04f, 0.06f, 0.08f, 0.09f, 0.10f];

    private protected override void Corrupt(CorruptionTask task)
    {
        task.Random.FillNormal(task.Result, task.Workspace);
        TensorPrimitives.MultiplyAdd(task.Result, Deviations[task.Level], task.Image, task.Result);
    }
}
