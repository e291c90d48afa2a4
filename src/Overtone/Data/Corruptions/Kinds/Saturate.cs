namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Paler or stronger colours: the saturation of hue, saturation and value is multiplied and added to. Severities 1 and 2 take colour away.
/// </summary>
/// <remarks>Hue and value stay, so every channel's distance from the brightest one is multiplied by S′ / S.</remarks>
internal sealed class Saturate() : Corruption(
    "saturate", "A grey pixel has no hue and is treated as red: severities 4 and 5, which add saturation, turn it reddish.")
{
    private static readonly (float Factor, float Added)[] Parameters = [(0.3f, 0), (0.1f, 0), (1.5f, 0), (2, 0.1f), (2.5f, 0.2f)];

    /// <inheritdoc/>
    public override bool IsBenchmark => false;

    /// <inheritdoc/>
    public override bool NeedsColour => true;

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var (factor, added) = Parameters[task.Level];
        var greySaturation = task.IsFaithful ? added : 0;
        ReadOnlySpan<float> red = task.Plane(0), green = task.Plane(1), blue = task.Plane(2);
        Span<float> newRed = task.ResultPlane(0), newGreen = task.ResultPlane(1), newBlue = task.ResultPlane(2);
        for (var pixel = 0; pixel < red.Length; pixel++)
        {
            float r = red[pixel], g = green[pixel], b = blue[pixel];
            var value = Math.Max(Math.Max(r, g), b);
            var span = value - Math.Min(Math.Min(r, g), b);
            if (span > 0)
            {
                var stretch = Math.Min(span / value * factor + added, 1) * value / span;
                (newRed[pixel], newGreen[pixel], newBlue[pixel]) = (
                    value - (value - r) * stretch, value - (value - g) * stretch, value - (value - b) * stretch);
            }
            else
            {
                newRed[pixel] = value;
                newGreen[pixel] = newBlue[pixel] = value * (1 - greySaturation);
            }
        }
    }
}
