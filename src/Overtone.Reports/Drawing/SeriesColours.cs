using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// Colours of series. Names take the colours of Okabe and Ito (Color Universal Design, 2008), which colour-blind readers can tell apart,
/// without the yellow that vanishes on white, and with a grey and a dark red that they can tell from all of them. Many numbers take an
/// ordered scale from dark to light, so that order is seen, and so do more names than there are colours.
/// </summary>
internal static class SeriesColours
{
    /// <summary>Up to this many numeric series are told apart better by distinct colours than by an ordered scale.</summary>
    private const int FewNumbers = 4;

    /// <summary>Beyond this place the ordered scale turns to a yellow too light for lines on white.</summary>
    private const double LightestPlace = 0.87;

    private static SKColor[] Names =>
    [
        new(0x00, 0x72, 0xB2), new(0xD5, 0x5E, 0x00), new(0x00, 0x9E, 0x73), new(0xCC, 0x79, 0xA7),
        new(0xE6, 0x9F, 0x00), new(0x56, 0xB4, 0xE9), new(0x4B, 0x55, 0x63), new(0x7F, 0x1D, 0x1D),
    ];

    /// <summary>One colour for each of <paramref name="count"/> series.</summary>
    /// <param name="count">The number of series.</param>
    /// <param name="ordered">Whether the series are numbers in ascending order.</param>
    public static IReadOnlyList<SKColor> For(int count, bool ordered)
    {
        if (count <= (ordered ? FewNumbers : Names.Length))
            return Names[..count];
        return [.. Enumerable.Range(0, count).Select(place => ColourRamp.Viridis.At(LightestPlace * place / (count - 1)))];
    }
}
