using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>The key to the greys of pictures: a strip from black to white above its ticks.</summary>
/// <param name="range">The values of black and of white.</param>
/// <param name="label">What they stand for, with its unit.</param>
/// <param name="sizes">Letter sizes.</param>
internal sealed class GreyKey(AxisScale range, string label, TextSizes sizes)
{
    private const float Gap = 8, Width = 100, StripHeight = 10, TickLength = 4, TickGap = 3;

    private readonly AxisView _axis = AxisView.Across(label, range, sizes.Tick);

    /// <summary>The height that the key needs below the pictures.</summary>
    public float Height => Gap + StripHeight + TickLength + TickGap + (sizes.Tick * Ink.LineHeight);

    /// <summary>Draws the key.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="corner">The upper left corner of its space.</param>
    public void Draw(SKCanvas canvas, SKPoint corner)
    {
        IReadOnlyList<TickMark> ticks = _axis.Ticks(Width);

        // The first label may reach left of the strip, by half its width at most.
        var strip = SKRect.Create(
            corner.X + (Ink.Widest(ticks.Select(t => t.Label), sizes.Tick) / 2), corner.Y + Gap, Width, StripHeight);
        CellBitmap.Draw(canvas, strip, 1, (int)Width, (_, column) => ImageInk.GreyAt(column / (Width - 1)));
        using var paint = new SKPaint { Color = Theme.AxisLine, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRect(SKRect.Inflate(strip, 0.5f, 0.5f), paint);
        foreach (TickMark tick in ticks)
        {
            float at = strip.Left + ((float)_axis.Fraction(tick.Place) * Width);
            canvas.DrawLine(at, strip.Bottom, at, strip.Bottom + (tick.IsMajor ? TickLength : TickLength / 2), paint);
            var middle = new SKPoint(at, strip.Bottom + TickLength + TickGap + sizes.Tick);
            Ink.Draw(canvas, tick.Label, middle, sizes.Tick, Theme.Text, SKTextAlign.Center);
        }

        var beside = new SKPoint(strip.Right + (2 * Gap), strip.MidY + (sizes.Tick * Ink.MiddleToBaseline));
        Ink.Draw(canvas, _axis.Label, beside, sizes.Tick, Theme.Text);
    }
}
