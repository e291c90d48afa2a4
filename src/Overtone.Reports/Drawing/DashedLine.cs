using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// Straight dashed lines, dash by dash: Skia writes no dashes into an SVG, and complains of each on the program's error output.
/// </summary>
internal static class DashedLine
{
    /// <summary>Draws a line.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end.</param>
    /// <param name="dash">Lengths of dashes and gaps in turn; null for a solid line.</param>
    /// <param name="paint">Colour and width.</param>
    public static void Draw(SKCanvas canvas, SKPoint from, SKPoint to, float[]? dash, SKPaint paint)
    {
        float length = SKPoint.Distance(from, to);
        if (dash is null || length == 0)
        {
            canvas.DrawLine(from, to, paint);
            return;
        }

        float at = 0;
        for (int part = 0; at < length; part++)
        {
            float end = Math.Min(length, at + dash[part % dash.Length]);
            if (part % 2 == 0)
                canvas.DrawLine(Between(from, to, at / length), Between(from, to, end / length), paint);
            at = end;
        }
    }

    private static SKPoint Between(SKPoint from, SKPoint to, float share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
}
