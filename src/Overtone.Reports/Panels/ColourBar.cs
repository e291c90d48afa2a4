using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>The key to a heat map's colours, right of it. A pointed end says that values beyond it have the end's colour.</summary>
/// <param name="colours">The colours.</param>
/// <param name="label">What they stand for, with its unit.</param>
/// <param name="sizes">Letter sizes.</param>
internal sealed class ColourBar(ColourScale colours, string label, TextSizes sizes)
{
    private const float Distance = 14, Width = 14, TickLength = 4, TickGap = 4, LabelGap = 8, Point = 10;

    private ColourScale Colours => colours;

    private string Label => label;

    /// <summary>Whether some value lies below the range.</summary>
    public bool SaturatesBelow { get; init; }

    /// <summary>Whether some value lies above the range.</summary>
    public bool SaturatesAbove { get; init; }

    /// <summary>One bar for several maps with the same colours; null when their colours differ.</summary>
    public static ColourBar? Shared(IReadOnlyList<ColourBar> bars) => bars.Skip(1).All(bar => bar.HasSameColours(bars[0]))
        ? bars[0].Saturating(bars.Any(bar => bar.SaturatesBelow), bars.Any(bar => bar.SaturatesAbove))
        : null;

    /// <summary>The space that the bar takes beside a heat map of that height.</summary>
    public float Space(float height)
    {
        float ticks = TickLength + TickGap + Ink.Widest(Ticks(height).Select(t => t.Label), sizes.Tick);
        return Distance + Width + ticks + LabelGap + LabelSpace(height);
    }

    /// <summary>Draws the bar beside the heat map's data area.</summary>
    public void Draw(SKCanvas canvas, SKRect data)
    {
        float left = data.Right + Distance;
        var strip = new SKRect(left, data.Top + (SaturatesAbove ? Point : 0), left + Width, data.Bottom - (SaturatesBelow ? Point : 0));
        int steps = Math.Max(2, (int)strip.Height);
        CellBitmap.Draw(canvas, strip, steps, 1, (row, _) => colours.At(1 - ((row + 0.5) / steps)));
        if (SaturatesAbove)
            DrawPoint(canvas, strip.Left, strip.Top, -Point, colours.At(1));
        if (SaturatesBelow)
            DrawPoint(canvas, strip.Left, strip.Bottom, Point, colours.At(0));
        DrawTicks(canvas, strip);

        float across = data.Right + Space(data.Height) - LabelSpace(data.Height) + (sizes.Label * 0.9f);
        foreach (string line in Lines(data.Height))
        {
            Ink.Draw(canvas, line, new SKPoint(across, data.MidY), sizes.Label, Theme.Text, SKTextAlign.Center, degrees: -90);
            across += sizes.Label * Ink.LineHeight;
        }
    }

    private bool HasSameColours(ColourBar other) => Label == other.Label && Colours == other.Colours;

    private ColourBar Saturating(bool below, bool above) => new(Colours, Label, sizes) { SaturatesBelow = below, SaturatesAbove = above };

    private static void DrawPoint(SKCanvas canvas, float left, float from, float height, SKColor color)
    {
        using var path = new SKPath();
        path.MoveTo(left, from);
        path.LineTo(left + (Width / 2), from + height);
        path.LineTo(left + Width, from);
        path.Close();
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawPath(path, paint);
    }

    private void DrawTicks(SKCanvas canvas, SKRect strip)
    {
        AxisScale range = colours.Range;
        double low = range.Place(range.Low), high = range.Place(range.High);
        using var paint = new SKPaint { Color = Theme.AxisLine, StrokeWidth = 1 };
        foreach (TickMark tick in Ticks(strip.Height))
        {
            float y = strip.Bottom - ((float)((tick.Place - low) / (high - low)) * strip.Height);
            canvas.DrawLine(strip.Right, y, strip.Right + (tick.IsMajor ? TickLength : TickLength / 2), y, paint);
            var start = new SKPoint(strip.Right + TickLength + TickGap, y + (sizes.Tick * Ink.MiddleToBaseline));
            Ink.Draw(canvas, tick.Label, start, sizes.Tick, Theme.Text);
        }
    }

    private IReadOnlyList<TickMark> Ticks(float height) => AxisTicks.Up(colours.Range, height, sizes.Tick);

    private float LabelSpace(float height) => Lines(height).Count * sizes.Label * Ink.LineHeight;

    private IReadOnlyList<string> Lines(float height) => Ink.Wrap(label, height, sizes.Label);
}
