using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Lines or points over two axes: the mean over replicates, and a translucent band from the least to the greatest.</summary>
internal sealed class SeriesDrawing : PanelDrawing
{
    private const float LineWidth = 2, MarkerSize = 6;
    private const byte BandAlpha = 70;

    private readonly SeriesPanel _panel;
    private readonly SeriesData _data;
    private readonly IReadOnlyList<SKColor> _colors;
    private readonly AxisScale _x, _y;
    private readonly AxesFrame _axes;

    /// <summary>Prepares the panel.</summary>
    public SeriesDrawing(SeriesPanel panel, SeriesData data, TextSizes sizes) : base(panel, sizes)
    {
        (_panel, _data) = (panel, data);
        _colors = SeriesColours.For(data.Lines.Count, data.AreNumbers);

        SeriesPoint[] points = [.. data.Lines.SelectMany(line => line.Points)];
        _x = AxisScale.Fit(panel.X, points.Select(p => p.X).Concat(References(vertical: true)), 0.02);
        IEnumerable<double> heights = points.SelectMany(p => (double[])[p.Y.Low, p.Y.High, p.Y.Mean]);
        _y = AxisScale.Fit(panel.Y, heights.Concat(References(vertical: false)), 0.05);
        _axes = new AxesFrame(
            AxisView.Across(panel.X.Label, _x, sizes.Tick, data.WholeX),
            AxisView.Up(panel.Y.Label, _y, sizes.Tick, data.WholeY),
            sizes);
    }

    /// <inheritdoc/>
    public override string LegendTitle => _panel.SeriesLabel;

    /// <inheritdoc/>
    public override IReadOnlyList<LegendEntry> Legend
    {
        get
        {
            LegendEntry[] series = _panel.Series is null ? [] : [.. _data.Lines.Select((line, place) => Entry(line.Label, place))];
            return [.. LegendEntry.Thin(series, _data.AreNumbers), .. ReferenceLines.Legend(_panel.ReferenceLines)];
        }
    }

    /// <inheritdoc/>
    public override float Left(float height) => _axes.Left(height);

    /// <inheritdoc/>
    public override float Right(float height) => 12;

    /// <inheritdoc/>
    public override float Below(float width) => _axes.Below(width);

    /// <inheritdoc/>
    public override void Draw(SKCanvas canvas, SKRect data)
    {
        if (_data.Lines.All(line => !line.Points.Any(IsShown)))
        {
            DrawNothing(canvas, data);
            return;
        }

        _axes.DrawGrid(canvas, data);
        using (DataPen pen = _axes.Pen(canvas, data))
        {
            foreach ((SeriesLine line, SKColor color) in _data.Lines.Zip(_colors))
                DrawBands(pen, line, color);
            foreach ((SeriesLine line, SKColor color) in _data.Lines.Zip(_colors))
                DrawLines(pen, line, color);
            foreach (SlopedLine line in _panel.SlopedLines)
                DrawSlope(pen, line);
        }

        _axes.DrawAxes(canvas, data);
        ReferenceLines.Draw(canvas, data, _panel.ReferenceLines, _x, _y);
    }

    private LegendEntry Entry(string label, int place) =>
        new(label, _colors[place], null, HasLines(label), HasMarkers(label), IsPatch: false);

    private bool HasLines(string series) => StyleOf(series) != SeriesStyle.Points;

    private bool HasMarkers(string series) => StyleOf(series) != SeriesStyle.Lines;

    private SeriesStyle StyleOf(string series) => _panel.PointSeries.Contains(series) ? SeriesStyle.Points : _panel.Style;

    private IEnumerable<double> References(bool vertical) =>
        _panel.ReferenceLines.Where(line => line.Vertical == vertical).Select(line => line.Value);

    private void DrawBands(DataPen pen, SeriesLine line, SKColor color)
    {
        double lowest = _y.Place(_y.Low);
        foreach (SeriesPoint[] run in Runs(line.Points).Where(run => run.Length > 1 && run.Any(p => p.Y.Count > 1)))
        {
            IEnumerable<(double, double)> upper = run.Select(p => (_x.Place(p.X), _y.Place(p.Y.High)));
            IEnumerable<(double, double)> lower = run.Select(p => (_x.Place(p.X), _y.Shows(p.Y.Low) ? _y.Place(p.Y.Low) : lowest));
            pen.Fill(upper.Concat(lower.Reverse()), color.WithAlpha(BandAlpha));
        }
    }

    private void DrawLines(DataPen pen, SeriesLine line, SKColor color)
    {
        foreach (SeriesPoint[] run in Runs(line.Points))
        {
            (double, double)[] places = [.. run.Select(p => (_x.Place(p.X), _y.Place(p.Y.Mean)))];
            if (HasLines(line.Label) && run.Length > 1)
                pen.Line(places, color, LineWidth);

            // A point between two gaps would be a line of no length.
            if (!HasMarkers(line.Label) && run.Length > 1)
                continue;
            foreach ((double, double) place in places)
                pen.Dot(place, color, MarkerSize);
        }
    }

    private void DrawSlope(DataPen pen, SlopedLine line)
    {
        int place = _data.Lines.Select(l => l.Label).ToList().IndexOf(line.Series);
        IEnumerable<(double, double)> ends =
            ((double[])[_x.Low, _x.High]).Select(x => (_x.Place(x), _y.Place(line.Intercept + (line.Slope * x))));
        pen.Line(ends, place >= 0 ? _colors[place] : SKColors.Gray, LineWidth / 2);
    }

    private bool IsShown(SeriesPoint point) => _x.Shows(point.X) && _y.Shows(point.Y.Mean);

    private IEnumerable<SeriesPoint[]> Runs(IReadOnlyList<SeriesPoint> points)
    {
        var run = new List<SeriesPoint>();
        foreach (SeriesPoint point in points)
        {
            if (IsShown(point))
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
            yield return [.. run];
    }
}
