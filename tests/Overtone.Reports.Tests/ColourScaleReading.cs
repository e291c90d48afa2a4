using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Tests;

/// <summary>Reads a colour scale backwards.</summary>
internal static class ColourScaleReading
{
    /// <summary>The place between 0 and 1 whose colour is nearest to the given one.</summary>
    public static double PlaceOf(this ColourScale scale, SKColor colour) =>
        Enumerable.Range(0, 1001).Select(step => step / 1000.0).MinBy(place => Picture.Distance(scale.At(place), colour));
}
