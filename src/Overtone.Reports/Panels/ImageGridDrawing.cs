using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>A table of small pictures: rows named at their left, columns named above, a few words below each picture.</summary>
internal sealed class ImageGridDrawing : PanelDrawing
{
    private const float Distance = 8, Largest = 150, NameGap = 6;

    private readonly ImageData _data;
    private readonly ImageInk _ink;
    private readonly float _noteHeight, _rowNameWidth;

    /// <summary>Prepares the panel.</summary>
    public ImageGridDrawing(ImagePanel panel, ImageData data, TextSizes sizes) : base(panel, sizes)
    {
        (_data, _ink) = (data, new ImageInk(AxisScale.Fit(panel.Value, data.Values, 0)));
        _noteHeight = panel.Note is null ? 0 : Sizes.Tick * Ink.LineHeight;
        _rowNameWidth = (Sizes.Label * Ink.LineHeight) + 2;
    }

    /// <inheritdoc/>
    public override float DataHeight(float usual, float width)
    {
        float side = Side(width);
        return HeadHeight(side) + (_data.GridRows.Count * (side + _noteHeight)) + ((_data.GridRows.Count - 1) * Distance);
    }

    /// <inheritdoc/>
    public override float Left(float height) => _rowNameWidth;

    /// <inheritdoc/>
    public override float Right(float height) => 0;

    /// <inheritdoc/>
    public override float Below(float width) => 4;

    /// <inheritdoc/>
    public override void Draw(SKCanvas canvas, SKRect data)
    {
        if (_data.Images.Count == 0)
        {
            DrawNothing(canvas, data);
            return;
        }

        float side = Side(data.Width), top = data.Top + HeadHeight(side);
        for (int name = 0; name < _data.Names.Count; name++)
            DrawName(canvas, name, data.Left + (name * (side + Distance)) + (side / 2), top - NameGap, side);
        for (int row = 0; row < _data.GridRows.Count; row++)
        {
            var middle = new SKPoint(data.Left - (_rowNameWidth - Sizes.Label), top + (row * Step(side)) + (side / 2));
            string name = Ink.Shorten(_data.GridRows[row], side, Sizes.Label);
            Ink.Draw(canvas, name, middle, Sizes.Label, Theme.Text, SKTextAlign.Center, degrees: -90);
        }

        foreach (SmallImage image in _data.Images)
        {
            var slot = SKRect.Create(data.Left + (image.Name * (side + Distance)), top + (image.GridRow * Step(side)), side, side);
            _ink.Draw(canvas, image, slot);
            string note = Ink.Shorten(image.Note, side, Sizes.Tick);
            var baseline = new SKPoint(slot.MidX, slot.Bottom + (Sizes.Tick * 1.2f));
            Ink.Draw(canvas, note, baseline, Sizes.Tick, Theme.QuietText, SKTextAlign.Center);
        }
    }

    // The last line stands lowest, next to the pictures.
    private void DrawName(SKCanvas canvas, int name, float middle, float bottom, float side)
    {
        IReadOnlyList<string> lines = Lines(name, side);
        float baseline = bottom - ((lines.Count - 1) * Sizes.Tick * Ink.LineHeight);
        foreach (string line in lines)
        {
            Ink.Draw(canvas, line, new SKPoint(middle, baseline), Sizes.Tick, Theme.Text, SKTextAlign.Center);
            baseline += Sizes.Tick * Ink.LineHeight;
        }
    }

    // From one row of pictures to the next.
    private float Step(float side) => side + _noteHeight + Distance;

    private float HeadHeight(float side)
    {
        int lines = Enumerable.Range(0, _data.Names.Count).Select(name => Lines(name, side).Count).DefaultIfEmpty(0).Max();
        return (lines * Sizes.Tick * Ink.LineHeight) + NameGap;
    }

    // A pair of numbers stays on one line.
    private IReadOnlyList<string> Lines(int name, float side) =>
        Ink.Wrap(_data.Names[name].Replace(", ", ",\u00A0", StringComparison.Ordinal), side, Sizes.Tick);

    // Pixels of whole device pixels leave no unused room between the pictures.
    private float Side(float width)
    {
        int columns = Math.Max(1, _data.Names.Count);
        int longest = _data.Images.Select(image => Math.Max(image.Rows, image.Columns)).DefaultIfEmpty(1).Max();
        float side = Math.Min(Largest, ((width + Distance) / columns) - Distance);
        int scale = (int)(side * Theme.PngScale / longest);
        return scale > 0 ? (float)scale * longest / Theme.PngScale : side;
    }
}
