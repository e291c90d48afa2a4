using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>A legend beside or above the data, never on it.</summary>
/// <param name="title">Its title; empty for none.</param>
/// <param name="entries">Its entries.</param>
/// <param name="size">The letter size.</param>
internal sealed class LegendBox(string title, IReadOnlyList<LegendEntry> entries, float size)
{
    private const float Swatch = 22, SwatchGap = 7, EntryGap = 18;

    private float Line => size * 1.55f;

    /// <summary>The width of the legend as a column.</summary>
    public float ColumnWidth =>
        Math.Max(Ink.Width(title, size, bold: true), Swatch + SwatchGap + Ink.Widest(entries.Select(e => e.Label), size));

    /// <summary>The height of the legend as a column.</summary>
    public float ColumnHeight => (entries.Count + (title.Length > 0 ? 1 : 0)) * Line;

    /// <summary>The height of the legend as rows of that width.</summary>
    public float RowsHeight(float width) => entries.Count == 0 ? 0 : (Flow(width).Max(p => p.Row) + 1) * Line;

    /// <summary>Draws the legend as a column.</summary>
    public void DrawColumn(SKCanvas canvas, SKPoint topLeft)
    {
        float middle = topLeft.Y + (Line / 2);
        if (title.Length > 0)
        {
            DrawTitle(canvas, topLeft.X, middle);
            middle += Line;
        }

        foreach (LegendEntry entry in entries)
        {
            Draw(canvas, entry, topLeft.X, middle);
            middle += Line;
        }
    }

    /// <summary>Draws the legend as rows.</summary>
    public void DrawRows(SKCanvas canvas, SKPoint topLeft, float width)
    {
        if (entries.Count == 0)
            return;
        if (title.Length > 0)
            DrawTitle(canvas, topLeft.X, topLeft.Y + (Line / 2));
        foreach ((LegendEntry entry, (float left, int row)) in entries.Zip(Flow(width)))
            Draw(canvas, entry, topLeft.X + left, topLeft.Y + ((row + 0.5f) * Line));
    }

    private IEnumerable<(float Left, int Row)> Flow(float width)
    {
        float start = title.Length > 0 ? Ink.Width(title, size, bold: true) + EntryGap : 0;

        // A title that would leave no room for entries beside it gets a line of its own.
        int row = start > width / 2 ? 1 : 0;
        if (row == 1)
            start = 0;
        float left = start;
        foreach (LegendEntry entry in entries)
        {
            float own = Swatch + SwatchGap + Ink.Width(entry.Label, size);
            if (left > start && left + own > width)
                (left, row) = (start, row + 1);
            yield return (left, row);
            left += own + EntryGap;
        }
    }

    private void DrawTitle(SKCanvas canvas, float left, float middle) =>
        Ink.Draw(canvas, title, new SKPoint(left, middle + (size * Ink.MiddleToBaseline)), size, Theme.Text, bold: true);

    private void Draw(SKCanvas canvas, LegendEntry entry, float left, float middle)
    {
        using var paint = new SKPaint { Color = entry.Color, IsAntialias = true, StrokeWidth = 2.4f };
        if (entry.IsPatch)
            canvas.DrawRect(left + 5, middle - 6, 12, 12, paint);
        if (entry.IsMarker)
            canvas.DrawCircle(left + (Swatch / 2), middle, 3.5f, paint);
        if (entry.IsLine)
            DashedLine.Draw(canvas, new SKPoint(left, middle), new SKPoint(left + Swatch, middle), entry.Dash, paint);

        Ink.Draw(canvas, entry.Label, new SKPoint(left + Swatch + SwatchGap, middle + (size * Ink.MiddleToBaseline)), size, Theme.Text);
    }
}
