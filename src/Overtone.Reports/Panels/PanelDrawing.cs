using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>
/// One panel, ready to be drawn. The composer first asks each panel for the space around its data area, then lines the data areas up
/// and tells each panel where its own one is.
/// </summary>
/// <param name="panel">What to draw.</param>
/// <param name="sizes">Letter sizes.</param>
internal abstract class PanelDrawing(Panel panel, TextSizes sizes)
{
    /// <summary>The legend's title; empty for none.</summary>
    public virtual string LegendTitle => "";

    /// <summary>The legend's entries; none where nothing needs telling apart.</summary>
    public virtual IReadOnlyList<LegendEntry> Legend => [];

    /// <summary>Letter sizes.</summary>
    protected TextSizes Sizes => sizes;

    /// <summary>The height that the data area wants.</summary>
    /// <param name="usual">The usual height.</param>
    /// <param name="width">The data area's width.</param>
    public virtual float DataHeight(float usual, float width) => usual;

    /// <summary>The space needed left of a data area of that height.</summary>
    public abstract float Left(float height);

    /// <summary>The space needed right of it.</summary>
    public abstract float Right(float height);

    /// <summary>The space needed below a data area of that width.</summary>
    public abstract float Below(float width);

    /// <summary>The space that the title needs above a data area of that width.</summary>
    public float Above(float width) => TitleLines(width) is { Count: > 0 } lines ? (lines.Count * sizes.Title * Ink.LineHeight) + 14 : 16;

    /// <summary>Draws the panel, without title and legend.</summary>
    public abstract void Draw(SKCanvas canvas, SKRect data);

    /// <summary>Draws the title above the data area.</summary>
    public void DrawTitle(SKCanvas canvas, SKRect data)
    {
        IReadOnlyList<string> lines = TitleLines(data.Width);
        float baseline = data.Top - 10 - ((lines.Count - 1) * sizes.Title * Ink.LineHeight);
        foreach (string line in lines)
        {
            Ink.Draw(canvas, line, new SKPoint(TitleLeft(data), baseline), sizes.Title, Theme.Text, bold: true);
            baseline += sizes.Title * Ink.LineHeight;
        }
    }

    /// <summary>Where the title begins: above the axes.</summary>
    protected virtual float TitleLeft(SKRect data) => data.Left;

    /// <summary>Says that there is nothing to draw, in place of axes that would pretend to a scale.</summary>
    protected void DrawNothing(SKCanvas canvas, SKRect data)
    {
        using var border = new SKPaint { Color = Theme.Grid, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRect(data, border);
        Ink.Draw(canvas, "no data", new SKPoint(data.MidX, data.MidY), sizes.Label, Theme.QuietText, SKTextAlign.Center);
    }

    private IReadOnlyList<string> TitleLines(float width) => Ink.Wrap(panel.Title, width, sizes.Title, bold: true);
}
