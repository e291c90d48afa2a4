using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Ice on the lens: part of a picture of ice, mixed into the image.</summary>
/// <remarks>
/// The published photographs are not ours to pass on, so the ice is made procedurally (<see cref="FrostTextures.Procedural"/>) unless
/// pictures are given: results have the published kind and strength, and are not the published ones.
/// </remarks>
internal sealed class Frost() : Corruption("frost", "The sixth picture is never used, nor are the last row and column at which a "
    + "crop could start.")
{
    private const int PicturesUsed = 5;
    private static readonly (float Image, float Ice)[] Parameters = [(1, 0.2f), (1, 0.3f), (0.9f, 0.4f), (0.85f, 0.4f), (0.75f, 0.45f)];

    private protected override void Corrupt(CorruptionTask task)
    {
        var (image, strength) = Parameters[task.Level];
        var textures = task.Workspace.Settings.Frost;
        var more = task.IsFaithful ? 0 : 1;
        var ice = textures.Get(task.Random.Below(task.IsFaithful ? Math.Min(textures.Count, PicturesUsed) : textures.Count), task.Scale);
        ice.RequireLargerThan(task.Shape);
        int top = task.Random.Below(ice.Height - task.Shape.Height + more), left = task.Random.Below(ice.Width - task.Shape.Width + more);
        for (var channel = 0; channel < task.Shape.Channels; channel++)
        {
            ice.Cut(top, left, task.Shape, channel, task.ResultPlane(channel));
        }

        TensorPrimitives.Multiply(task.Result, strength, task.Result);
        TensorPrimitives.MultiplyAdd(task.Image, image, task.Result, task.Result);
    }
}
