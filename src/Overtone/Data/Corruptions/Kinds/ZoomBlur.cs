using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>A camera that zooms in: the mean of the image and of its enlargements by 1, 1.01, 1.02 and so on.</summary>
internal sealed class ZoomBlur() : Corruption(
    "zoom_blur",
    "Steps are made by adding 0.01 in floating point, so that severities 1 and 2 include the upper end, which should be left out: 7, "
    + "12, 16, 21 and 26 enlargements instead of 6, 11, 16, 21 and 26.")
{
    // NumPy's step is the difference of the first two numbers, which is a little more: one enlargement, by 1.25, is thereby a pixel larger.
    private const double FaithfulStep = 1 + 0.01 - 1;
    private const double CorrectedStep = 0.01;
    private static readonly int[] FaithfulSteps = [7, 12, 16, 21, 26];
    private static readonly int[] CorrectedSteps = [6, 11, 16, 21, 26];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var steps = (task.IsFaithful ? FaithfulSteps : CorrectedSteps)[task.Level];
        task.Image.CopyTo(task.Result);
        for (var index = 0; index < steps; index++)
        {
            Enlargement.Add(
                task.Image, task.Shape, 1 + index * (task.IsFaithful ? FaithfulStep : CorrectedStep), task.Result, task.Workspace);
        }

        TensorPrimitives.Divide(task.Result, steps + 1, task.Result);
    }
}
