using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Blur by a Gaussian; beyond the border lies the outermost pixel.</summary>
internal sealed class GaussianBlur() : Corruption("gaussian_blur")
{
    private static readonly float[] Deviations = [0.4f, 0.6f, 0.7f, 0.8f, 1];

    /// <inheritdoc/>
    public override bool IsBenchmark => false;

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task) =>
        Smoothing.Blur(task.Image, task.Shape, Deviations[task.Level] * task.Scale, Border.Nearest, task.Result, task.Workspace);
}
