using System.Numerics.Tensors;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Fog: random soft clouds (<see cref="Plasma"/>) are added in all channels alike, and the sum is brought back to the image's own maximum.
/// </summary>
/// <remarks>
/// The clouds span the image whatever its size, so nothing need be scaled. The published program lets the roughness fall with the square of
/// its decay parameter; since the parameters were chosen with it, this is kept in both modes.
/// </remarks>
internal sealed class Fog() : Corruption("fog")
{
    private static readonly (float Strength, float Decay)[] Parameters = [(0.2f, 3), (0.5f, 3), (0.75f, 2.5f), (1, 2), (1.5f, 1.75f)];

    private protected override void Corrupt(CorruptionTask task)
    {
        var (strength, decay) = Parameters[task.Level];
        int side = Plasma.Side(task.Shape), width = task.Shape.Width;
        var clouds = Plasma.Make(side, decay, task.Random, task.Workspace);
        for (var row = 0; row < task.Shape.Height; row++)
        {
            for (var channel = 0; channel < task.Shape.Channels; channel++)
            {
                TensorPrimitives.MultiplyAdd(
                    clouds.Slice(row * side, width),
                    strength,
                    task.Plane(channel).Slice(row * width, width),
                    task.ResultPlane(channel).Slice(row * width, width));
            }
        }

        var most = TensorPrimitives.Max(task.Image);
        TensorPrimitives.Multiply(task.Result, most / (most + strength), task.Result);
    }
}
