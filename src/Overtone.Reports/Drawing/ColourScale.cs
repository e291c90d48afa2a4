using Overtone.Reports.Axes;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// From numbers to colours: from blue over pale yellow to red. The end colours also stand for everything beyond the Range.
/// </summary>
/// <param name="Range">The range of values over which the colours run.</param>
/// <param name="LowIsWarm">Whether low values take the red end.</param>
internal sealed record ColourScale(AxisScale Range, bool LowIsWarm)
{
    /// <summary>The colour of a value; null where it has none (NaN, or not positive on a logarithmic scale).</summary>
    public SKColor? Of(double value) => Range.Shows(value) || double.IsInfinity(value) ? At(Range.Fraction(value)) : null;

    /// <summary>The colour at a place between 0 (the range's low end) and 1.</summary>
    public SKColor At(double place)
    {
        double clamped = Math.Clamp(place, 0, 1);
        return ColourRamp.Sunset.At(LowIsWarm ? 1 - clamped : clamped);
    }
}
