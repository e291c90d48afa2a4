using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Bars in groups: the mean over rows, and a whisker from the least to the greatest.</summary>
internal sealed class BarDrawing : PanelDrawing
{
    private const double GroupWidth = 0.78;
    private const float Slant = 35, LongestLabel = 150, LabelGap = 8, WordGap = 10, WhiskerWidth = 1.2f;
    private const int MostLines = 2;

    private readonly BarPanel _panel;
    private readonly BarData _data;
    private readonly IReadOnlyList<SKColor> _colors;
    private readonly AxisScale _y;
    private readonly AxesFrame _axes;

    /// <summary>Prepares the panel.</summary>
    public BarDrawing(BarPanel panel, BarData data, TextSizes sizes) : base(panel, sizes)
    {
        (_panel, _data) = (panel, data);
        _colors = SeriesColours.For(data.Series.Count, data.AreNumbers);

        // Bars compare lengths, which only holds from zero on; a logarithmic axis has no zero.
        IEnumerable<double> zero = panel.Y.Logarithmic ? [] : [0];
        IEnumerable<double> references = panel.ReferenceLines.Where(line => !line.Vertical).Select(line => line.Value);
        IEnumerable<double> ranges = data.Bars.Cast<MeanRange>().SelectMany(bar => (double[])[bar.Low, bar.High]);
        _y = AxisScale.Fit(panel.Y, [.. ranges, .. zero, .. references], 0.05);
        _axes = new AxesFrame(
            new AxisView("", -0.5, Math.Max(data.Categories.Count, 1) - 0.5, _ => []),
            AxisView.Up(panel.Y.Label, _y, sizes.Tick),
            sizes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LegendEntry> Legend =>
    [
        .. _panel.Series is null ? [] : _data.Series.Select(Entry),
        .. ReferenceLines.Legend([.. _panel.ReferenceLines.Where(line => !line.Vertical)]),
    ];

    /// <inheritdoc/>
    public override float Left(float height) => _axes.Left(height);

    /// <inheritdoc/>
    public override float Right(float height) => 12;

    /// <inheritdoc/>
    public override float Below(float width)
    {
        if (FitsUpright(width))
        {
            int lines = _data.Categories.Select(category => Lines(category, width).Count).DefaultIfEmpty(1).Max();
            return LabelGap + (lines * Sizes.Tick * Ink.LineHeight) + 2;
        }

        float longest = Ink.Widest(_data.Categories.Select(Shortened), Sizes.Tick);
        return LabelGap + (longest * MathF.Sin(Slant * MathF.PI / 180)) + Sizes.Tick;
    }

    /// <inheritdoc/>
    public override void Draw(SKCanvas canvas, SKRect data)
    {
        if (_data.Bars.Length == 0)
        {
            DrawNothing(canvas, data);
            return;
        }

        _axes.DrawGrid(canvas, data);
        using (DataPen pen = _axes.Pen(canvas, data))
            DrawBars(pen);
        _axes.DrawAxes(canvas, data);
        ReferenceLines.Draw(canvas, data, [.. _panel.ReferenceLines.Where(line => !line.Vertical)], null, _y);
        DrawCategories(canvas, data);
    }

    private LegendEntry Entry(string name, int place) =>
        new(name, _colors[place], Dash: null, IsLine: false, IsMarker: false, IsPatch: true);

    private void DrawBars(DataPen pen)
    {
        double width = GroupWidth / Math.Max(1, _data.Series.Count), floor = _y.Logarithmic ? _y.Place(_y.Low) : 0;
        for (int category = 0; category < _data.Categories.Count; category++)
        {
            for (int series = 0; series < _data.Series.Count; series++)
            {
                MeanRange value = _data.Bars[category, series];
                if (!_y.Shows(value.Mean))
                    continue;
                double at = category - (GroupWidth / 2) + ((series + 0.5) * width);
                double half = width * 0.45, top = _y.Place(value.Mean);
                pen.Fill([(at - half, floor), (at - half, top), (at + half, top), (at + half, floor)], _colors[series]);
                if (value.Count > 1)
                    DrawWhisker(pen, at, width * 0.22, value, floor);
            }
        }
    }

    private void DrawWhisker(DataPen pen, double at, double half, MeanRange value, double floor)
    {
        double low = _y.Shows(value.Low) ? _y.Place(value.Low) : floor, high = _y.Place(value.High);
        pen.Line([(at, low), (at, high)], Theme.Text, WhiskerWidth);
        pen.Line([(at - half, low), (at + half, low)], Theme.Text, WhiskerWidth);
        pen.Line([(at - half, high), (at + half, high)], Theme.Text, WhiskerWidth);
    }

    private void DrawCategories(SKCanvas canvas, SKRect data)
    {
        bool upright = FitsUpright(data.Width);
        float slot = Slot(data.Width);
        for (int category = 0; category < _data.Categories.Count; category++)
        {
            float middle = data.Left + ((category + 0.5f) * slot), top = data.Bottom + LabelGap;
            if (!upright)
            {
                var end = new SKPoint(middle + 4, top + (Sizes.Tick * 0.7f));
                Ink.Draw(canvas, Shortened(_data.Categories[category]), end, Sizes.Tick, Theme.Text, SKTextAlign.Right, degrees: -Slant);
                continue;
            }

            float baseline = top + Sizes.Tick;
            foreach (string line in Lines(_data.Categories[category], data.Width))
            {
                Ink.Draw(canvas, line, new SKPoint(middle, baseline), Sizes.Tick, Theme.Text, SKTextAlign.Center);
                baseline += Sizes.Tick * Ink.LineHeight;
            }
        }
    }

    private bool FitsUpright(float width) =>
        _data.Categories.Select(category => Lines(category, width))
            .All(lines => lines.Count <= MostLines && Ink.Widest(lines, Sizes.Tick) <= Slot(width) - WordGap);

    private IReadOnlyList<string> Lines(string category, float width) => Ink.Wrap(category, Slot(width) - WordGap, Sizes.Tick);

    private float Slot(float width) => width / Math.Max(1, _data.Categories.Count);

    private string Shortened(string category) => Ink.Shorten(category, LongestLabel, Sizes.Tick);
}
