namespace Overtone.Data.Corruptions.Operations;

/// <summary>Gaussian blur, first down the columns and then along the rows.</summary>
/// <remarks>The weights are those of SciPy's <c>gaussian_filter</c>: the bell at whole pixels, cut off and brought to a sum of 1.</remarks>
internal static class Smoothing
{
    /// <summary>Where SciPy cuts the bell off unless told otherwise, in deviations.</summary>
    internal const float UsualCut = 4;

    /// <summary>Blurs every channel.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="deviation">The bell's standard deviation in pixels.</param>
    /// <param name="border">What lies beyond the image.</param>
    /// <param name="result">The blurred image; may be the memory of <paramref name="image"/>.</param>
    /// <param name="workspace">Lends memory.</param>
    /// <param name="cut">Where the bell is cut off, in deviations.</param>
    internal static void Blur(
        ReadOnlySpan<float> image,
        ImageShape shape,
        float deviation,
        Border border,
        Span<float> result,
        CorruptionWorkspace workspace,
        float cut = UsualCut)
    {
        var radius = (int)(cut * deviation + 0.5f);
        if (radius == 0)
        {
            image.CopyTo(result);
            return;
        }

        var count = 2 * radius + 1;
        var taps = workspace.TakeTaps(count);
        var sum = 0.0;
        for (var index = -radius; index <= radius; index++)
        {
            sum += Bell(index, deviation);
        }

        for (var index = -radius; index <= radius; index++)
        {
            taps[index + radius] = new FilterTap(index, 0, (float)(Bell(index, deviation) / sum));
        }

        var between = workspace.Take(image.Length);
        new PaddedImage(image, shape, radius, 0, border, workspace).Correlate(taps, between, workspace);
        foreach (ref var tap in taps)
        {
            tap = new FilterTap(0, tap.Down, tap.Weight);
        }

        new PaddedImage(between, shape, 0, radius, border, workspace).Correlate(taps, result, workspace);
    }

    /// <summary>The bell, 1 at its middle.</summary>
    internal static double Bell(double distance, double deviation) => Math.Exp(-distance * distance / (2 * deviation * deviation));
}
