using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Draws small pictures, each pixel as a cell of whole device pixels where there is room for that.</summary>
/// <param name="range">The values of black and of white.</param>
internal sealed class ImageInk(AxisScale range)
{
    /// <summary>Draws a picture into the lower middle of a square slot, with a thin border.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="image">The picture.</param>
    /// <param name="slot">The slot.</param>
    public void Draw(SKCanvas canvas, SmallImage image, SKRect slot)
    {
        float unit = slot.Width / Math.Max(image.Rows, image.Columns);
        if (unit * Theme.PngScale >= 1)
            unit = MathF.Floor(unit * Theme.PngScale) / Theme.PngScale;
        (float width, float height) = (Whole(unit * image.Columns), Whole(unit * image.Rows));
        float left = Whole(slot.MidX - (width / 2)), top = Whole(slot.Bottom - height);
        var area = new SKRect(left, top, left + width, top + height);
        CellBitmap.Draw(canvas, area, image.Rows, image.Columns, (row, column) => Colour(image, row, column));

        using var border = new SKPaint { Color = Theme.AxisLine, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRect(SKRect.Inflate(area, 0.5f, 0.5f), border);
    }

    /// <summary>The grey at a place between black (0) and white (1).</summary>
    public static SKColor GreyAt(double place) => new(Level(place), Level(place), Level(place));

    private SKColor? Colour(SmallImage image, int row, int column)
    {
        double red = image.Planes[0][row, column], green = image.Planes[^1][row, column], blue = green;
        if (image.Planes.Count == 3)
            green = image.Planes[1][row, column];
        return range.Shows(red) && range.Shows(green) && range.Shows(blue)
            ? new SKColor(Level(range.Fraction(red)), Level(range.Fraction(green)), Level(range.Fraction(blue)))
            : null;
    }

    private static byte Level(double place) => (byte)Math.Round(Math.Clamp(place, 0, 1) * 255);

    private static float Whole(float length) => MathF.Round(length * Theme.PngScale) / Theme.PngScale;
}
