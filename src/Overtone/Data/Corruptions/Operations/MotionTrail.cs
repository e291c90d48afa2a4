namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Motion blur as ImageMagick makes it: the trail goes to one side only, its weights are half a bell, exp(−i² / 2σ²) for the steps
/// i = 0 … 2⌈radius⌉, brought to a sum of 1, and every step is rounded to a whole pixel.
/// </summary>
internal static class MotionTrail
{
    // Below it a step changes no pixel by a thousandth of a level.
    private const double Least = 1e-6;

    /// <summary>Blurs every channel; beyond the image lies its outermost pixel.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="radius">Half the number of steps.</param>
    /// <param name="deviation">The deviation of the whole bell, in pixels.</param>
    /// <param name="degrees">The direction: 0 to the right, 90 down.</param>
    /// <param name="result">The blurred image.</param>
    /// <param name="workspace">Lends memory.</param>
    internal static void Blur(
        ReadOnlySpan<float> image, ImageShape shape, float radius, float deviation, float degrees, Span<float> result,
        CorruptionWorkspace workspace)
    {
        var steps = 2 * (int)MathF.Ceiling(radius) + 1;
        var taps = workspace.TakeTaps(steps);
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        double sum = 0, kept = 0;
        for (var step = 0; step < steps; step++)
        {
            sum += Smoothing.Bell(step, deviation);
        }

        int count = 0, down = 0, across = 0;
        for (; count < steps && Smoothing.Bell(count, deviation) / sum > Least; count++)
        {
            taps[count] = new FilterTap(Round(count * sine), Round(count * cosine), (float)(Smoothing.Bell(count, deviation) / sum));
            kept += taps[count].Weight;
            (down, across) = (Math.Max(down, Math.Abs(taps[count].Down)), Math.Max(across, Math.Abs(taps[count].Across)));
        }

        taps = taps[..count];
        foreach (ref var tap in taps)
        {
            tap = tap with { Weight = (float)(tap.Weight / kept) };
        }

        new PaddedImage(image, shape, down, across, Border.Nearest, workspace).Correlate(taps, result, workspace);
    }

    private static int Round(double step) => (int)Math.Ceiling(step - 0.5);
}
