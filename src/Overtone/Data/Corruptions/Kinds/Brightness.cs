namespace Overtone.Data.Corruptions.Kinds;

/// <summary>More light: a constant is added to the value of hue, saturation and value.</summary>
/// <remarks>Hue and saturation stay, so every channel is multiplied by V′ / V; black becomes grey. A grey image is its own value.</remarks>
internal sealed class Brightness() : Corruption("brightness")
{
    private static readonly float[] Additions = [0.05f, 0.1f, 0.15f, 0.2f, 0.3f];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var added = Additions[task.Level];
        if (task.Shape.Channels == 1)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(task.Image, added, task.Result);
            return;
        }

        ReadOnlySpan<float> red = task.Plane(0), green = task.Plane(1), blue = task.Plane(2);
        Span<float> newRed = task.ResultPlane(0), newGreen = task.ResultPlane(1), newBlue = task.ResultPlane(2);
        for (var pixel = 0; pixel < red.Length; pixel++)
        {
            var value = Math.Max(Math.Max(red[pixel], green[pixel]), blue[pixel]);
            var brighter = Math.Min(value + added, 1);
            if (value > 0)
            {
                var factor = brighter / value;
                (newRed[pixel], newGreen[pixel], newBlue[pixel]) = (red[pixel] * factor, green[pixel] * factor, blue[pixel] * factor);
            }
            else
            {
                newRed[pixel] = newGreen[pixel] = newBlue[pixel] = brighter;
            }
        }
    }
}
