using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Filled polygons on a square plane, with thin outlines.</summary>
internal sealed class PolygonDrawing : ColouredDrawing
{
    private const float Outline = 0.5f;

    private readonly PolygonData _data;
    private readonly ColourScale _colours;
    private readonly AxisScale _x, _y;
    private readonly AxesFrame _axes;

    /// <summary>Prepares the panel.</summary>
    public PolygonDrawing(PolygonPanel panel, PolygonData data, TextSizes sizes) : base(panel, sizes)
    {
        _data = data;
        AxisScale range = AxisScale.Fit(panel.Value, data.Polygons.Select(p => p.Value), 0);
        _colours = new ColourScale(range, LowIsWarm: false);
        Bar = new ColourBar(_colours, panel.Value.Label, sizes)
        {
            SaturatesBelow = data.Polygons.Any(p => range.Shows(p.Value) && p.Value < range.Low),
            SaturatesAbove = data.Polygons.Any(p => range.Shows(p.Value) && p.Value > range.High),
        };
        _x = AxisScale.Fit(panel.X, data.Polygons.SelectMany(p => p.Corners).Select(c => c.X), 0);
        _y = AxisScale.Fit(panel.Y, data.Polygons.SelectMany(p => p.Corners).Select(c => c.Y), 0);
        _axes = new AxesFrame(
            new AxisView(panel.X.Label, _x.Place(_x.Low), _x.Place(_x.High), length => AxisTicks.Across(_x, length, Sizes.Tick)),
            new AxisView(panel.Y.Label, _y.Place(_y.Low), _y.Place(_y.High), length => AxisTicks.Up(_y, length, Sizes.Tick)),
            sizes);
    }

    /// <inheritdoc/>
    public override ColourBar Bar { get; }

    /// <inheritdoc/>
    public override float DataHeight(float usual, float width) => Math.Min(width, TallestSquare);

    /// <inheritdoc/>
    public override float Left(float height) => _axes.Left(height);

    /// <inheritdoc/>
    public override float Below(float width) => _axes.Below(width);

    /// <inheritdoc/>
    public override void Draw(SKCanvas canvas, SKRect data)
    {
        SKRect area = Square(data);
        if (_data.Polygons.Count == 0)
        {
            DrawNothing(canvas, area);
            return;
        }

        canvas.Save();
        canvas.ClipRect(area);
        foreach (FilledPolygon polygon in _data.Polygons)
            Draw(canvas, area, polygon);
        canvas.Restore();
        _axes.Draw(canvas, area, isGrid: false, _ => { });
        if (!SharesBar)
            Bar.Draw(canvas, area);
    }

    /// <inheritdoc/>
    protected override float TitleLeft(SKRect data) => Square(data).Left;

    private void Draw(SKCanvas canvas, SKRect area, FilledPolygon polygon)
    {
        using var path = new SKPath();
        path.AddPoly([.. polygon.Corners.Select(c => new SKPoint(
            area.Left + ((float)_x.Fraction(c.X) * area.Width), area.Bottom - ((float)_y.Fraction(c.Y) * area.Height)))]);
        // Neighbours' smoothed edges would let the background through.
        using var fill = new SKPaint { Color = _colours.Of(polygon.Value) ?? Theme.Grid, IsAntialias = false };
        using var outline = new SKPaint { Color = Theme.Text.WithAlpha(120), Style = SKPaintStyle.Stroke, StrokeWidth = Outline, IsAntialias = true };
        canvas.DrawPath(path, fill);
        canvas.DrawPath(path, outline);
    }
}
