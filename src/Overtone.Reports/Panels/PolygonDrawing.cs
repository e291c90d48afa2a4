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
            AxisView.Across(panel.X.Label, _x, sizes.Tick),
            AxisView.Up(panel.Y.Label, _y, sizes.Tick),
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

        using (DataPen pen = _axes.Pen(canvas, area))
        {
            foreach (FilledPolygon polygon in _data.Polygons)
            {
                (double, double)[] corners = [.. polygon.Corners.Select(c => (_x.Place(c.X), _y.Place(c.Y)))];
                // Neighbours' smoothed edges would let the background through.
                pen.Fill(corners, _colours.Of(polygon.Value) ?? Theme.Grid, isSmooth: false);
                pen.Outline(corners, Theme.Text.WithAlpha(120), Outline);
            }
        }

        _axes.DrawAxes(canvas, area);
        if (!SharesBar)
            Bar.Draw(canvas, area);
    }

    /// <inheritdoc/>
    protected override float TitleLeft(SKRect data) => Square(data).Left;
}
