using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Coloured cells over two axes, low values of the vertical one at the bottom.</summary>
internal sealed class HeatMapDrawing : ColouredDrawing
{
    /// <summary>From so many cells a side on, a map with as many rows as columns is a plane, whose cells are square.</summary>
    private const int FewestForPlane = 5;

    private const float NoteHeight = 22;

    private readonly HeatMapData _data;
    private readonly ColourScale _colours;
    private readonly AxesFrame _axes;
    private readonly bool _isPlane, _hasGaps;

    /// <summary>Prepares the panel.</summary>
    public HeatMapDrawing(HeatMapPanel panel, HeatMapData data, TextSizes sizes) : base(panel, sizes)
    {
        _data = data;
        double[] values = [.. data.Cells.Cast<double>()];
        AxisScale range = AxisScale.Fit(panel.Value, values, 0);
        _colours = new ColourScale(range, panel.LowIsWarm);
        Bar = new ColourBar(_colours, panel.Value.Label, sizes)
        {
            Marks = [.. panel.ReferenceLines.Select(line => line.Value)],
            SaturatesBelow = values.Any(v => range.Shows(v) && v < range.Low),
            SaturatesAbove = values.Any(v => range.Shows(v) && v > range.High),
        };
        _hasGaps = values.Any(v => _colours.Of(v) is null);
        _isPlane = Math.Min(data.X.Count, data.Y.Count) >= FewestForPlane && Math.Abs(data.X.Count - data.Y.Count) <= 1;
        _axes = new AxesFrame(Axis(panel.X.Label, data.X, across: true), Axis(panel.Y.Label, data.Y, across: false), sizes);
    }

    /// <inheritdoc/>
    public override ColourBar Bar { get; }

    /// <inheritdoc/>
    public override float DataHeight(float usual, float width) => _isPlane ? Math.Min(width, TallestSquare) : usual;

    /// <inheritdoc/>
    public override float Left(float height) => _axes.Left(height);

    /// <inheritdoc/>
    public override float Below(float width) => _axes.Below(width) + (_hasGaps ? NoteHeight : 0);

    /// <inheritdoc/>
    public override void Draw(SKCanvas canvas, SKRect data)
    {
        SKRect area = _isPlane ? Square(data) : data;
        (int rows, int columns) = (_data.Y.Count, _data.X.Count);
        if (rows == 0 || columns == 0)
        {
            DrawNothing(canvas, area);
            return;
        }

        CellBitmap.Draw(canvas, area, rows, columns, (row, column) => _colours.Of(_data.Cells[rows - 1 - row, column]));
        _axes.DrawAxes(canvas, area);
        if (!SharesBar)
            Bar.Draw(canvas, area);
        if (_hasGaps)
            DrawNote(canvas, area);
    }

    /// <inheritdoc/>
    protected override float TitleLeft(SKRect data) => (_isPlane ? Square(data) : data).Left;

    private AxisView Axis(string label, IReadOnlyList<double> values, bool across)
    {
        double low = -0.5, high = Math.Max(values.Count, 1) - 0.5;
        return new AxisView(label, low, high, length => CategoryTicks.Choose(
            values,
            across || _isPlane ? TickRoom.Across(low, high, length, Sizes.Tick) : TickRoom.Up(low, high, length, Sizes.Tick * 2.4f)));
    }

    private void DrawNote(SKCanvas canvas, SKRect area)
    {
        const string Note = "no value";
        float middle = area.Bottom + _axes.Below(area.Width) + (NoteHeight / 2), left = area.Right - Ink.Width(Note, Sizes.Tick) - 26;
        CellBitmap.Draw(canvas, new SKRect(left, middle - 6, left + 20, middle + 6), 1, 1, (_, _) => null);
        Ink.Draw(canvas, Note, new SKPoint(left + 26, middle + (Sizes.Tick * Ink.MiddleToBaseline)), Sizes.Tick, Theme.QuietText);
    }
}
