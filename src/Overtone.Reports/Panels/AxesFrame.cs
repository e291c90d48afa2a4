using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>One axis of a panel.</summary>
/// <param name="Label">The label with its unit.</param>
/// <param name="Low">The plot coordinate of the low end.</param>
/// <param name="High">The plot coordinate of the high end.</param>
/// <param name="Ticks">The ticks for an axis of so many pixels.</param>
internal sealed record AxisView(string Label, double Low, double High, Func<float, IReadOnlyList<TickMark>> Ticks);

/// <summary>
/// Axes around a data area whose place the caller fixes, so that the data areas of neighbouring panels line up. ScottPlot draws data and
/// grid; ticks are drawn here, because it leaves them out where it draws no data, and so is all text, in the report's own typefaces.
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

    /// <summary>Draws axes and data.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="data">The data area.</param>
    /// <param name="isGrid">Whether there are grid lines behind the data.</param>
    /// <param name="add">Adds the data to the plot, in its own coordinates.</param>
    public void Draw(SKCanvas canvas, SKRect data, bool isGrid, Action<Plot> add)
    {
        using var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.Layout.Fixed(new PixelRect(data.Left, data.Right, data.Bottom, data.Top));
        add(plot);
        Style(plot, data, isGrid);
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        plot.Render(canvas, new PixelRect(0, Theme.FigureWidth, data.Bottom + Theme.FigureWidth, 0));
        DrawTicks(canvas, data);
        DrawLabels(canvas, data);
    }

    private void Style(Plot plot, SKRect data, bool isGrid)
    {
        plot.HideLegend();
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Right.IsVisible = false;
        plot.Grid.IsVisible = isGrid;
        plot.Grid.MajorLineColor = Color.FromSKColor(Theme.Grid);
        plot.Grid.MajorLineWidth = 1;
        plot.Grid.XAxisStyle.MinorLineStyle.Width = 0;
        plot.Grid.YAxisStyle.MinorLineStyle.Width = 0;
        Style(plot.Axes.Bottom, x.Ticks(data.Width));
        Style(plot.Axes.Left, y.Ticks(data.Height));
    }

    private static void Style(IAxis axis, IReadOnlyList<TickMark> ticks)
    {
        axis.TickGenerator = new NumericManual([.. ticks.Select(t => t.IsMajor ? Tick.Major(t.Place, t.Label) : Tick.Minor(t.Place))]);
        axis.FrameLineStyle.Width = 0;
        axis.MajorTickStyle.Length = 0;
        axis.MinorTickStyle.Length = 0;
        axis.TickLabelStyle.IsVisible = false;
    }

    private void DrawTicks(SKCanvas canvas, SKRect data)
    {
        using var paint = new SKPaint { Color = Theme.AxisLine, StrokeWidth = 1, StrokeCap = SKStrokeCap.Square };
        canvas.DrawLine(data.Left, data.Top, data.Left, data.Bottom, paint);
        canvas.DrawLine(data.Left, data.Bottom, data.Right, data.Bottom, paint);
        foreach (TickMark tick in x.Ticks(data.Width))
        {
            float at = data.Left + (float)((tick.Place - x.Low) / (x.High - x.Low) * data.Width);
            canvas.DrawLine(at, data.Bottom, at, data.Bottom + Length(tick), paint);
            var middle = new SKPoint(at, data.Bottom + TickLength + TickGap + sizes.Tick);
            Ink.Draw(canvas, tick.Label, middle, sizes.Tick, Theme.Text, SKTextAlign.Center);
        }

        foreach (TickMark tick in y.Ticks(data.Height))
        {
            float at = data.Bottom - (float)((tick.Place - y.Low) / (y.High - y.Low) * data.Height);
            canvas.DrawLine(data.Left - Length(tick), at, data.Left, at, paint);
            var end = new SKPoint(data.Left - TickLength - TickGap, at + (sizes.Tick * Ink.MiddleToBaseline));
            Ink.Draw(canvas, tick.Label, end, sizes.Tick, Theme.Text, SKTextAlign.Right);
        }
    }

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

    private float TickSpace(float width) => x.Ticks(width).Any(t => t.IsMajor) ? TickLength + TickGap + (sizes.Tick * 1.3f) + LabelGap : LabelGap;

    private IReadOnlyList<string> LabelLines(string label, float length) => Ink.Wrap(label, length, sizes.Label);
}
