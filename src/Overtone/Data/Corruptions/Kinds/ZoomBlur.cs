using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>A camera that zooms in: the mean of the image and of its enlargements in steps of a hundredth.</summary>
internal sealed class ZoomBlur() : Corruption(
    "zoom_blur",
    "Steps are made by adding 0.01 in floating point, so that severities 1 and 2 include the upper end they mean to leave out: 7, 12, 16, 21 and 26 enlargements instead of 6, 11, 16, 21 and 26.",
    "The image itself is counted twice, since the first enlargement is by 1.")
{
    private const double Step = 0.01;
    private static readonly int[] FaithfulSteps = [7, 12, 16, 21, 26];
    private static readonly int[] CorrectedSteps = [6, 11, 16, 21, 26];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var steps = (task.IsFaithful ? FaithfulSteps : CorrectedSteps)[task.Level];
        task.Image.CopyTo(task.Result);
        var (factors, place) = (task.IsFaithful ? steps : steps - 1, task.IsFaithful ? 0 : 1);
        for (; place < steps; place++)
        {
            Enlargement.Add(task.Image, task.Shape, 1 + place * Step, task.Result, task.Workspace);
        }

        TensorPrimitives.Divide(task.Result, factors + 1, task.Result);
    }
}
