using Overtone.Reports.Axes;
using Overtone.Reports.Data;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Small pictures in rows, each above its name; below grey ones the key to the grey.</summary>
internal sealed class ImageDrawing : PanelDrawing
{
    private const float Distance = 14, Smallest = 64, Largest = 150;

    private readonly ImageData _data;
    private readonly ImageInk _ink;
    private readonly GreyKey? _key;

    /// <summary>Prepares the panel.</summary>
    public ImageDrawing(ImagePanel panel, ImageData data, TextSizes sizes) : base(panel, sizes)
    {
        AxisScale range = AxisScale.Fit(panel.Value, data.Values, 0);
        (_data, _ink) = (data, new ImageInk(range));
        _key = panel.Colour is null ? new GreyKey(range, panel.Value.Label, sizes) : null;
    }

    private float NameHeight => Sizes.Tick * 1.7f;

    /// <inheritdoc/>
    public override float DataHeight(float usual, float width)
    {
        (int columns, float side) = Grid(width);
        return RowsHeight(columns, side) + (_key?.Height ?? 0);
    }

    /// <inheritdoc/>
    public override float Left(float height) => 0;

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

        (int columns, float side) = Grid(data.Width);
        for (int place = 0; place < _data.Images.Count; place++)
        {
            (int row, int column) = (place / columns, place % columns);
            float left = data.Left + (column * (side + Distance)), top = data.Top + (row * (side + NameHeight + (Distance / 2)));
            DrawImage(canvas, _data.Images[place], new SKRect(left, top, left + side, top + side));
        }

        _key?.Draw(canvas, new SKPoint(data.Left, data.Top + RowsHeight(columns, side)));
    }

    private float RowsHeight(int columns, float side)
    {
        int rows = (_data.Images.Count + columns - 1) / columns;
        return (rows * (side + NameHeight)) + ((rows - 1) * Distance / 2);
    }

    private void DrawImage(SKCanvas canvas, SmallImage image, SKRect slot)
    {
        _ink.Draw(canvas, image, slot);
        string name = Ink.Shorten(_data.Names[image.Name], slot.Width + Distance - 4, Sizes.Tick);
        Ink.Draw(canvas, name, new SKPoint(slot.MidX, slot.Bottom + (Sizes.Tick * 1.3f)), Sizes.Tick, Theme.Text, SKTextAlign.Center);
    }

    /// <summary>As many pictures in a row as stay readable; few pictures are not blown up.</summary>
    private (int Columns, float Side) Grid(float width)
    {
        int count = Math.Max(1, _data.Images.Count), most = Math.Max(1, (int)((width + Distance) / (Smallest + Distance)));
        int rows = (count + most - 1) / most, columns = (count + rows - 1) / rows;
        return (columns, MathF.Floor(Math.Min(Largest, ((width + Distance) / columns) - Distance)));
    }
}
