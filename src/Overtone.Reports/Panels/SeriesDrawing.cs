using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using ScottPlot;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Lines or points over two axes: the mean over replicates, and a translucent band from the least to the greatest.</summary>
internal sealed class SeriesDrawing : PanelDrawing
{
    private const float LineWidth = 2, MarkerSize = 6;

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
        _y = AxisScale.Fit(panel.Y, points.SelectMany(p => (double[])[p.Y.Low, p.Y.High, p.Y.Mean]).Concat(References(vertical: false)), 0.05);
        _axes = new AxesFrame(
            new AxisView(panel.X.Label, _x.Place(_x.Low), _x.Place(_x.High), length => AxisTicks.Across(_x, length, Sizes.Tick, data.WholeX)),
            new AxisView(panel.Y.Label, _y.Place(_y.Low), _y.Place(_y.High), length => AxisTicks.Up(_y, length, Sizes.Tick, data.WholeY)),
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

    private bool HasLines => _panel.Style != SeriesStyle.Points;

    private bool HasMarkers => _panel.Style != SeriesStyle.Lines;

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

        _axes.Draw(canvas, data, isGrid: true, plot =>
        {
            foreach ((SeriesLine line, int place) in _data.Lines.Select((line, place) => (line, place)))
                AddBands(plot, line, _colors[place]);
            foreach ((SeriesLine line, int place) in _data.Lines.Select((line, place) => (line, place)))
                AddLines(plot, line, _colors[place]);
            foreach (SlopedLine line in _panel.SlopedLines)
                AddSlope(plot, line);
        });
        ReferenceLines.Draw(canvas, data, _panel.ReferenceLines, _x, _y);
    }

    private LegendEntry Entry(string label, int place) =>
        new(label, _colors[place], null, HasLines, HasMarkers, IsPatch: false);

    private IEnumerable<double> References(bool vertical) =>
        _panel.ReferenceLines.Where(line => line.Vertical == vertical).Select(line => line.Value);

    private void AddBands(Plot plot, SeriesLine line, SKColor color)
    {
        foreach (SeriesPoint[] run in Runs(line.Points).Where(run => run.Length > 1 && run.Any(p => p.Y.Count > 1)))
        {
            double lowest = _y.Place(_y.Low);
            var band = plot.Add.FillY(
                run.Select(p => _x.Place(p.X)).ToArray(),
                run.Select(p => _y.Shows(p.Y.Low) ? _y.Place(p.Y.Low) : lowest).ToArray(),
                run.Select(p => _y.Place(p.Y.High)).ToArray());
            band.FillColor = Color.FromSKColor(color.WithAlpha(38));
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }
    }

    private void AddLines(Plot plot, SeriesLine line, SKColor color)
    {
        foreach (SeriesPoint[] run in Runs(line.Points))
        {
            var scatter = plot.Add.Scatter(run.Select(p => _x.Place(p.X)).ToArray(), run.Select(p => _y.Place(p.Y.Mean)).ToArray());
            scatter.Color = Color.FromSKColor(color);
            scatter.LineWidth = HasLines ? LineWidth : 0;
            scatter.LineStyle.Rounded = true;

            // A point between two gaps would be a line of no length.
            scatter.MarkerSize = HasMarkers || run.Length == 1 ? MarkerSize : 0;
            scatter.MarkerShape = MarkerShape.FilledCircle;
        }
    }

    private void AddSlope(Plot plot, SlopedLine line)
    {
        int place = _data.Lines.Select(l => l.Label).ToList().IndexOf(line.Series);
        double[] ends = [_x.Low, _x.High];
        var scatter = plot.Add.Scatter(Array.ConvertAll(ends, _x.Place), Array.ConvertAll(ends, x => _y.Place(line.Intercept + (line.Slope * x))));
        scatter.Color = Color.FromSKColor(place >= 0 ? _colors[place] : SKColors.Gray);
        scatter.LineWidth = LineWidth / 2;
        scatter.MarkerSize = 0;
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
