using Overtone.Reports.Data;
using Overtone.Reports.Panels;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>Lays a figure's panels out in rows and columns whose data areas line up, and draws them.</summary>
internal sealed class FigureComposer
{
    private const float LegendDistance = 18, WidestColumnLegend = 230;

    private readonly Figure _figure;
    private readonly PanelDrawing[] _panels;
    private readonly TextSizes _sizes;
    private readonly int _columns;
    private readonly LegendBox? _sideLegend, _sharedLegend;
    private readonly ColourBar? _sharedBar;
    private readonly IReadOnlyList<string> _title;
    private readonly FigureLayout _layout;

    /// <summary>Reads the tables and decides where everything goes.</summary>
    /// <exception cref="ArgumentException">The figure names a table or column that is not there.</exception>
    public FigureComposer(Figure figure, IReadOnlyList<Table> tables)
    {
        _figure = figure;
        _columns = Math.Clamp(figure.Panels.Count, 1, Math.Max(1, figure.PanelsPerRow));
        _sizes = Theme.Sizes(_columns);
        _panels = [.. figure.Panels.Select(panel => Prepare(panel, PanelRows.Of(figure, panel, tables)))];
        _title = Ink.Wrap(figure.Title, Theme.FigureWidth - (2 * Theme.Margin), _sizes.Figure, bold: true);
        (_sideLegend, _sharedLegend) = CommonLegends();
        _sharedBar = CommonBar();
        float top = Theme.Margin + TitleHeight + (_sharedLegend is null ? 0 : _sharedLegend.RowsHeight(ContentWidth) + 6);
        bool haveOwnLegends = _sideLegend is null && _sharedLegend is null;
        _layout = FigureLayout.Of(_panels, _columns, top, ContentWidth, panel => haveOwnLegends ? LegendOf(panel) : null);
    }

    /// <summary>The figure's height in logical pixels.</summary>
    public float Height => _layout.Height;

    /// <summary>The data areas of the panels, in order, in logical pixels.</summary>
    public IReadOnlyList<SKRect> DataAreas => [.. _layout.Panels.Select(placed => placed.Data)];

    private float TitleHeight => _title.Count * _sizes.Figure * Ink.LineHeight;

    private float SideWidth =>
        (_sideLegend is null ? 0 : _sideLegend.ColumnWidth + LegendDistance) + (_sharedBar?.Space(Theme.DataHeight(_columns)) ?? 0);

    private float ContentWidth => Theme.FigureWidth - (2 * Theme.Margin) - SideWidth;

    /// <summary>Draws the figure.</summary>
    public void Draw(SKCanvas canvas)
    {
        canvas.DrawRect(0, 0, Theme.FigureWidth, Height, new SKPaint { Color = Theme.Background });
        float baseline = Theme.Margin + _sizes.Figure;
        foreach (string line in _title)
        {
            Ink.Draw(canvas, line, new SKPoint(Theme.Margin, baseline), _sizes.Figure, Theme.Text, bold: true);
            baseline += _sizes.Figure * Ink.LineHeight;
        }

        _sharedLegend?.DrawRows(canvas, new SKPoint(Theme.Margin, Theme.Margin + TitleHeight + 6), ContentWidth);
        foreach (PlacedPanel placed in _layout.Panels)
        {
            placed.Panel.Draw(canvas, placed.Data);
            placed.Panel.DrawTitle(canvas, placed.Data);
            float below = placed.Data.Bottom + placed.Panel.Below(placed.Data.Width) + FigureLayout.LegendGap;
            placed.Legend?.DrawRows(canvas, new SKPoint(placed.Data.Left, below), placed.Data.Width);
            _sideLegend?.DrawColumn(canvas, new SKPoint(placed.Data.Right + LegendDistance, placed.Data.Top));
        }

        // All rows share the key; it stands beside the last panel of the first one.
        _sharedBar?.Draw(canvas, _layout.Panels[_columns - 1].Data);
    }

    private PanelDrawing Prepare(Panel panel, PanelRows rows) => panel switch
    {
        SeriesPanel series => new SeriesDrawing(series, SeriesData.Of(series, rows), _sizes),
        HeatMapPanel map => new HeatMapDrawing(map, HeatMapData.Of(map, rows), _sizes),
        PolygonPanel polygons => new PolygonDrawing(polygons, PolygonData.Of(polygons, rows), _sizes),
        BarPanel bars => new BarDrawing(bars, BarData.Of(bars, rows), _sizes),
        ImagePanel { GridRow: not null } images => new ImageGridDrawing(images, ImageData.Of(images, rows), _sizes),
        ImagePanel images => new ImageDrawing(images, ImageData.Of(images, rows), _sizes),
        _ => throw new ArgumentException($"Figure '{_figure.Id}' has a panel of an unknown kind, {panel.GetType().Name}."),
    };

    /// <summary>One legend for all: beside a single panel where it fits, above the panels that share it.</summary>
    private (LegendBox? Side, LegendBox? Shared) CommonLegends()
    {
        if (_panels.Length == 0 || LegendOf(_panels[0]) is not { } first)
            return default;
        if (_panels.Length == 1)
            return first.ColumnWidth <= WidestColumnLegend && first.ColumnHeight <= Theme.DataHeight(1) ? (first, null) : default;
        bool areAlike = _panels.All(p => p.LegendTitle == _panels[0].LegendTitle && p.Legend.SequenceEqual(_panels[0].Legend));
        return areAlike ? (null, first) : default;
    }

    /// <summary>One key for panels with the same colours.</summary>
    private ColourBar? CommonBar()
    {
        ColouredDrawing[] maps = [.. _panels.OfType<ColouredDrawing>()];
        if (maps.Length < 2 || maps.Length < _panels.Length || ColourBar.Shared([.. maps.Select(map => map.Bar)]) is not { } shared)
            return null;
        foreach (ColouredDrawing map in maps)
            map.SharesBar = true;
        return shared;
    }

    private LegendBox? LegendOf(PanelDrawing panel) =>
        panel.Legend is { Count: > 0 } entries ? new LegendBox(panel.LegendTitle, entries, _sizes.Legend) : null;
}
