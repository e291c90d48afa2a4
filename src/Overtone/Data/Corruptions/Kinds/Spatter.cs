using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>Drops of water (severities 1 to 3) or mud (4 and 5) on the lens: where smoothed noise exceeds a threshold.</summary>
/// <remarks>
/// Water is pale turquoise, added where the noise is wet and in proportion to a relief of the drops' outlines; mud is brown and covers. In
/// a grey image both have the brightness of their colours.
/// </remarks>
internal sealed class Spatter() : Corruption(
    "spatter",
    "The relief of the drops is rounded to whole bytes after its last smoothing.",
    "If no drop falls, the published program divides by zero and returns a black image; here the image is left unchanged, in both modes.")
{
    private const float SolidMud = 0.8f;
    private static readonly (float Red, float Green, float Blue) Turquoise = (175 / 255f, 238 / 255f, 238 / 255f);
    private static readonly (float Red, float Green, float Blue) Brown = (63 / 255f, 42 / 255f, 20 / 255f);

    private static readonly Setting[] Parameters =
    [
        new(0.62f, 0.1f, 0.7f, 0.7f, 0.5f, IsMud: false),
        new(0.65f, 0.1f, 0.8f, 0.7f, 0.5f, IsMud: false),
        new(0.65f, 0.3f, 1, 0.69f, 0.5f, IsMud: false),
        new(0.65f, 0.1f, 0.7f, 0.69f, 0.6f, IsMud: true),
        new(0.65f, 0.1f, 0.5f, 0.68f, 0.6f, IsMud: true),
    ];

    /// <inheritdoc/>
    public override bool IsBenchmark => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var setting = Parameters[task.Level];
        var liquid = task.Take(task.PlaneLength);
        task.Random.FillNormal(liquid, task.Workspace);
        // Smoothing over more pixels would leave less of the noise: in larger images it is made as coarse as the drops.
        Enlarge(task, liquid);
        TensorPrimitives.Multiply(liquid, setting.Deviation, liquid);
        TensorPrimitives.Add(liquid, setting.Mean, liquid);
        Smoothing.Blur(liquid, task.Shape with { Channels = 1 }, setting.Smooth * task.Scale, Border.Nearest, liquid, task.Workspace);
        if (setting.IsMud)
        {
            Cover(task, setting, liquid);
        }
        else
        {
            Wet(task, setting, liquid);
        }
    }

    private static void Enlarge(CorruptionTask task, Span<float> noise)
    {
        if (task.Scale <= 1)
        {
            return;
        }

        var coarse = task.Take(noise.Length);
        noise.CopyTo(coarse);
        Enlargement.Fill(coarse, task.Shape with { Channels = 1 }, task.Scale, noise, task.Workspace);
    }

    private static void Cover(CorruptionTask task, Setting setting, Span<float> mud)
    {
        foreach (ref var value in mud)
        {
            value = value > setting.Threshold ? 1 : 0;
        }

        Smoothing.Blur(mud, task.Shape with { Channels = 1 }, setting.Strength * task.Scale, Border.Nearest, mud, task.Workspace);
        foreach (ref var value in mud)
        {
            value = value < SolidMud ? 0 : value;
        }

        for (var channel = 0; channel < task.Shape.Channels; channel++)
        {
            // x + m·(brown − x)
            TensorPrimitives.Subtract(Luma.InChannel(Brown, channel, task.Shape.Channels), task.Plane(channel), task.ResultPlane(channel));
            TensorPrimitives.MultiplyAdd(task.ResultPlane(channel), mud, task.Plane(channel), task.ResultPlane(channel));
        }
    }

    private static void Wet(CorruptionTask task, Setting setting, Span<float> liquid)
    {
        foreach (ref var value in liquid)
        {
            value = value < setting.Threshold ? 0 : PixelLimits.Truncate(value);
        }

        var relief = task.Take(liquid.Length);
        DropRelief.Make(liquid, task.Shape.Height, task.Shape.Width, task.Scale, task.IsFaithful, relief, task.Workspace);
        TensorPrimitives.Multiply(liquid, relief, liquid);
        var most = TensorPrimitives.Max((ReadOnlySpan<float>)liquid);
        TensorPrimitives.Multiply(liquid, most > 0 ? setting.Strength / most : 0, liquid);
        for (var channel = 0; channel < task.Shape.Channels; channel++)
        {
            TensorPrimitives.MultiplyAdd(
                liquid, Luma.InChannel(Turquoise, channel, task.Shape.Channels), task.Plane(channel), task.ResultPlane(channel));
        }
    }

    private sealed record Setting(float Mean, float Deviation, float Smooth, float Threshold, float Strength, bool IsMud);
}
