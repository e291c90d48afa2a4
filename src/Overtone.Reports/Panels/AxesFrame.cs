using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>
/// Axes around a data area whose place the caller fixes, so that the data areas of neighbouring panels line up.
/// </summary>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
/// <param name="sizes">Letter sizes.</param>
internal sealed class AxesFrame(AxisView x, AxisView y, TextSizes sizes)
{
    private const float TickLength = 4, TickGap = 4, LabelGap = 7;

    /// <summary>The space that labels need to the left of a data area of that height.</summary>
    public float Left(float height)
    {
        float ticks = TickLength + TickGap + Ink.Widest(y.Ticks(height).Select(t => t.Label), sizes.Tick);
        return ticks + LabelGap + (LabelLines(y.Label, height).Count * sizes.Label * Ink.LineHeight);
    }

    /// <summary>The space that labels need below a data area of that width.</summary>
    public float Below(float width) => TickSpace(width) + (LabelLines(x.Label, width).Count * sizes.Label * Ink.LineHeight);

    /// <summary>Draws grid lines, for behind the data.</summary>
    public void DrawGrid(SKCanvas canvas, SKRect data)
    {
        using var paint = new SKPaint { Color = Theme.Grid, StrokeWidth = 1 };
        foreach (TickMark tick in x.Ticks(data.Width).Where(t => t.IsMajor))
            canvas.DrawLine(Across(data, tick), data.Top, Across(data, tick), data.Bottom, paint);
        foreach (TickMark tick in y.Ticks(data.Height).Where(t => t.IsMajor))
            canvas.DrawLine(data.Left, Up(data, tick), data.Right, Up(data, tick), paint);
    }

    /// <summary>Begins to draw data.</summary>
    public DataPen Pen(SKCanvas canvas, SKRect data) => new(canvas, data, x, y);

    /// <summary>Draws the axes with ticks and labels.</summary>
    public void DrawAxes(SKCanvas canvas, SKRect data)
    {
        DrawTicks(canvas, data);
        DrawLabels(canvas, data);
    }

    private void DrawTicks(SKCanvas canvas, SKRect data)
    {
        using var paint = new SKPaint { Color = Theme.AxisLine, StrokeWidth = 1, StrokeCap = SKStrokeCap.Square };
        canvas.DrawLine(data.Left, data.Top, data.Left, data.Bottom, paint);
        canvas.DrawLine(data.Left, data.Bottom, data.Right, data.Bottom, paint);
        foreach (TickMark tick in x.Ticks(data.Width))
        {
            float at = Across(data, tick);
            canvas.DrawLine(at, data.Bottom, at, data.Bottom + Length(tick), paint);
            var middle = new SKPoint(at, data.Bottom + TickLength + TickGap + sizes.Tick);
            Ink.Draw(canvas, tick.Label, middle, sizes.Tick, Theme.Text, SKTextAlign.Center);
        }

        foreach (TickMark tick in y.Ticks(data.Height))
        {
            float at = Up(data, tick);
            canvas.DrawLine(data.Left - Length(tick), at, data.Left, at, paint);
            var end = new SKPoint(data.Left - TickLength - TickGap, at + (sizes.Tick * Ink.MiddleToBaseline));
            Ink.Draw(canvas, tick.Label, end, sizes.Tick, Theme.Text, SKTextAlign.Right);
        }
    }

    private float Across(SKRect data, TickMark tick) => data.Left + ((float)x.Fraction(tick.Place) * data.Width);

    private float Up(SKRect data, TickMark tick) => data.Bottom - ((float)y.Fraction(tick.Place) * data.Height);

    private static float Length(TickMark tick) => tick.IsMajor ? TickLength : TickLength / 2;

    private void DrawLabels(SKCanvas canvas, SKRect data)
    {
        float baseline = data.Bottom + TickSpace(data.Width) + (sizes.Label * 0.95f);
        foreach (string line in LabelLines(x.Label, data.Width))
        {
            Ink.Draw(canvas, line, new SKPoint(data.MidX, baseline), sizes.Label, Theme.Text, SKTextAlign.Center);
            baseline += sizes.Label * Ink.LineHeight;
        }

        float left = data.Left - Left(data.Height) + sizes.Label;
        foreach (string line in LabelLines(y.Label, data.Height))
        {
            Ink.Draw(canvas, line, new SKPoint(left, data.MidY), sizes.Label, Theme.Text, SKTextAlign.Center, degrees: -90);
            left += sizes.Label * Ink.LineHeight;
        }
    }

    private float TickSpace(float width) =>
        x.Ticks(width).Any(t => t.IsMajor) ? TickLength + TickGap + (sizes.Tick * 1.3f) + LabelGap : LabelGap;

    private IReadOnlyList<string> LabelLines(string label, float length) => Ink.Wrap(label, length, sizes.Label);
}
