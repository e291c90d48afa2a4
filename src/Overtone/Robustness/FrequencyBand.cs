namespace Overtone.Robustness;

/// <summary>
/// Parts of the frequency plane by octaves of the distance from zero, so that a weakness in the middle is not averaged away. N is the
/// shorter side of the image in pixels, N/2 the Nyquist frequency along it.
/// Source: Overtone's own.
/// </summary>
public enum FrequencyBand
{
    /// <summary>Zero frequency alone: a shift of brightness, or of colours where channels have signs of their own.</summary>
    Zero,

    /// <summary>Up to N/8 cycles per image, a quarter of Nyquist: shading and large shapes.</summary>
    Low,

    /// <summary>Beyond N/8, up to N/4.</summary>
    Middle,

    /// <summary>Beyond N/4, half of Nyquist: edges, texture, noise.</summary>
    High,
}

/// <summary>
/// The band of a frequency.
/// Source: as <see cref="FrequencyBand"/>.
/// </summary>
public static class FrequencyBands
{
    private const double LowEnd = 1 / 8.0, MiddleEnd = 1 / 4.0;

    /// <summary>The band in which a frequency lies.</summary>
    /// <param name="frequency">The frequency, in cycles per image.</param>
    /// <param name="shorterSide">N, in pixels.</param>
    public static FrequencyBand Of(SpatialFrequency frequency, int shorterSide) => (frequency.Radius / shorterSide) switch
    {
        0 => FrequencyBand.Zero,
        <= LowEnd => FrequencyBand.Low,
        <= MiddleEnd => FrequencyBand.Middle,
        _ => FrequencyBand.High,
    };

    /// <summary>The band's distances from zero: beyond the first, up to the second, in cycles per image.</summary>
    /// <param name="band">Any band.</param>
    /// <param name="shorterSide">N, in pixels.</param>
    public static (double Beyond, double UpTo) Limits(FrequencyBand band, int shorterSide) => band switch
    {
        FrequencyBand.Zero => (0, 0),
        FrequencyBand.Low => (0, LowEnd * shorterSide),
        FrequencyBand.Middle => (LowEnd * shorterSide, MiddleEnd * shorterSide),
        _ => (MiddleEnd * shorterSide, double.PositiveInfinity),
    };
}
