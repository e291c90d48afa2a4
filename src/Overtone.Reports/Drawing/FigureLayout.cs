using Overtone.Reports.Panels;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>A panel and where it stands.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="Data">Its data area in logical pixels.</param>
/// <param name="Legend">The legend below it; null for none of its own.</param>
internal sealed record PlacedPanel(PanelDrawing Panel, SKRect Data, LegendBox? Legend);

/// <summary>Panels in rows and columns whose data areas line up.</summary>
/// <param name="Panels">The panels, in order.</param>
/// <param name="Height">The figure's height in logical pixels.</param>
internal sealed record FigureLayout(IReadOnlyList<PlacedPanel> Panels, float Height)
{
    /// <summary>Empty space above a legend that stands below its panel.</summary>
    public const float LegendGap = 6;

    private const float RowGap = 6;

    /// <summary>Places panels row by row.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="columns">How many stand in a row.</param>
    /// <param name="top">Where the first row begins.</param>
    /// <param name="width">The width that all columns share.</param>
    /// <param name="legendOf">The legend below a panel; null for none.</param>
    public static FigureLayout Of(PanelDrawing[] panels, int columns, float top, float width, Func<PanelDrawing, LegendBox?> legendOf)
    {
        float cell = (width - ((columns - 1) * Theme.Gap)) / columns;
        var sides = Sides(panels, columns);
        var placed = new List<PlacedPanel>();
        foreach (PanelDrawing[] row in panels.Chunk(columns))
        {
            float[] widths = [.. row.Select((_, column) => MathF.Floor(cell - sides[column].Left - sides[column].Right))];
            LegendBox?[] legends = Array.ConvertAll(row, panel => legendOf(panel));
            float[] legendHeights = [.. legends.Select((box, column) => box is null ? 0 : box.RowsHeight(widths[column]) + LegendGap)];
            float above = MathF.Ceiling(row.Select((panel, column) => panel.Above(widths[column])).Max());
            float data = MathF.Round(row.Select((panel, column) => panel.DataHeight(Theme.DataHeight(columns), widths[column])).Max());
            float below = MathF.Ceiling(row.Select((panel, column) => panel.Below(widths[column]) + legendHeights[column]).Max());
            float dataTop = MathF.Round(top + above);
            for (int column = 0; column < row.Length; column++)
            {
                float left = MathF.Round(Theme.Margin + (column * (cell + Theme.Gap)) + sides[column].Left);
                placed.Add(new PlacedPanel(row[column], SKRect.Create(left, dataTop, widths[column], data), legends[column]));
            }

            top = dataTop + data + below + RowGap;
        }

        return new FigureLayout(placed, MathF.Ceiling(top + Theme.Margin - RowGap));
    }

    // The space that the panels of each column need left and right of their data areas.
    private static (float Left, float Right)[] Sides(PanelDrawing[] panels, int columns)
    {
        float height = Theme.DataHeight(columns);
        return
        [
            .. panels.Select((panel, place) => (Panel: panel, Column: place % columns))
                .GroupBy(own => own.Column, own => own.Panel)
                .Select(own => (own.Max(panel => panel.Left(height)), own.Max(panel => panel.Right(height)))),
        ];
    }
}
