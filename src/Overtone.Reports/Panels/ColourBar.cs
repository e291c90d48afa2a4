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

    /// <summary>Values marked with a line across the bar.</summary>
    public IReadOnlyList<double> Marks { get; init; } = [];

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
        foreach (double mark in Marks.Where(mark => colours.Range.Shows(mark) && mark >= colours.Range.Low && mark <= colours.Range.High))
            DrawMark(canvas, strip, Height(strip, colours.Range.Place(mark)));

        float across = data.Right + Space(data.Height) - LabelSpace(data.Height) + (sizes.Label * 0.9f);
        foreach (string line in Lines(data.Height))
        {
            Ink.Draw(canvas, line, new SKPoint(across, data.MidY), sizes.Label, Theme.Text, SKTextAlign.Center, degrees: -90);
            across += sizes.Label * Ink.LineHeight;
        }
    }

    private bool HasSameColours(ColourBar other) => Label == other.Label && Colours == other.Colours && Marks.SequenceEqual(other.Marks);

    private ColourBar Saturating(bool below, bool above) =>
        new(Colours, Label, sizes) { SaturatesBelow = below, SaturatesAbove = above, Marks = Marks };

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
        using var paint = new SKPaint { Color = Theme.AxisLine, StrokeWidth = 1 };
        foreach (TickMark tick in Ticks(strip.Height))
        {
            float y = Height(strip, tick.Place);
            canvas.DrawLine(strip.Right, y, strip.Right + (tick.IsMajor ? TickLength : TickLength / 2), y, paint);
            var start = new SKPoint(strip.Right + TickLength + TickGap, y + (sizes.Tick * Ink.MiddleToBaseline));
            Ink.Draw(canvas, tick.Label, start, sizes.Tick, Theme.Text);
        }
    }

    // A black line with a white edge is seen on every colour; it sticks out at the left, where no numbers are.
    private static void DrawMark(SKCanvas canvas, SKRect strip, float y)
    {
        const float Out = 4;
        using var edge = new SKPaint { Color = Theme.Background, StrokeWidth = 4 };
        using var line = new SKPaint { Color = Theme.Text, StrokeWidth = 2 };
        canvas.DrawLine(strip.Left, y, strip.Right, y, edge);
        canvas.DrawLine(strip.Left - Out, y, strip.Right, y, line);
    }

    private float Height(SKRect strip, double place)
    {
        AxisScale range = colours.Range;
        double low = range.Place(range.Low), high = range.Place(range.High);
        return strip.Bottom - ((float)((place - low) / (high - low)) * strip.Height);
    }

    private IReadOnlyList<TickMark> Ticks(float height) => AxisTicks.Up(colours.Range, height, sizes.Tick);

    private float LabelSpace(float height) => Lines(height).Count * sizes.Label * Ink.LineHeight;

    private IReadOnlyList<string> Lines(float height) => Ink.Wrap(label, height, sizes.Label);
}
