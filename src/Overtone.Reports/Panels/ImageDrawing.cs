using Overtone.Pages;
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
    private readonly AxisScale _range;
    private readonly ImageInk _ink;
    private readonly string _label;
    private readonly bool _isGrey;

    /// <summary>Prepares the panel.</summary>
    public ImageDrawing(ImagePanel panel, ImageData data, TextSizes sizes) : base(panel, sizes)
    {
        (_data, _label, _isGrey) = (data, panel.Value.Label, panel.Colour is null);
        _range = AxisScale.Fit(panel.Value, data.Values, 0);
        _ink = new ImageInk(_range);
    }

    private float NameHeight => Sizes.Tick * 1.7f;

    private float KeyHeight => _isGrey ? 26 : 0;

    /// <inheritdoc/>
    public override float DataHeight(float usual, float width)
    {
        (int columns, float side) = Grid(width);
        int rows = (_data.Images.Count + columns - 1) / columns;
        return (rows * (side + NameHeight)) + ((rows - 1) * Distance / 2) + KeyHeight;
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
            float left = data.Left + (place % columns * (side + Distance)), top = data.Top + (place / columns * (side + NameHeight + (Distance / 2)));
            DrawImage(canvas, _data.Images[place], new SKRect(left, top, left + side, top + side));
        }

        int rows = (_data.Images.Count + columns - 1) / columns;
        if (_isGrey)
            DrawKey(canvas, data.Left, data.Top + (rows * (side + NameHeight)) + ((rows - 1) * Distance / 2) + (KeyHeight / 2));
    }

    private void DrawImage(SKCanvas canvas, SmallImage image, SKRect slot)
    {
        _ink.Draw(canvas, image, slot);
        string name = Ink.Shorten(_data.Names[image.Name], slot.Width + Distance - 4, Sizes.Tick);
        Ink.Draw(canvas, name, new SKPoint(slot.MidX, slot.Bottom + (Sizes.Tick * 1.3f)), Sizes.Tick, Theme.Text, SKTextAlign.Center);
    }

    private void DrawKey(SKCanvas canvas, float left, float middle)
    {
        float baseline = middle + (Sizes.Tick * Ink.MiddleToBaseline);
        string low = NumberLabel.Compact(_range.Low, 3), high = NumberLabel.Compact(_range.High, 3);
        float strip = left + Ink.Width(low, Sizes.Tick) + 8;
        Ink.Draw(canvas, low, new SKPoint(left, baseline), Sizes.Tick, Theme.Text);
        CellBitmap.Draw(canvas, new SKRect(strip, middle - 5, strip + 100, middle + 5), 1, 100, (_, column) => ImageInk.GreyAt(column / 99.0));
        using var border = new SKPaint { Color = Theme.AxisLine, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRect(new SKRect(strip - 0.5f, middle - 5.5f, strip + 100.5f, middle + 5.5f), border);
        Ink.Draw(canvas, $"{high}   {_label}", new SKPoint(strip + 108, baseline), Sizes.Tick, Theme.Text);
    }

    /// <summary>As many pictures in a row as stay readable; few pictures are not blown up.</summary>
    private (int Columns, float Side) Grid(float width)
    {
        int count = Math.Max(1, _data.Images.Count), most = Math.Max(1, (int)((width + Distance) / (Smallest + Distance)));
        int rows = (count + most - 1) / most, columns = (count + rows - 1) / rows;
        return (columns, MathF.Floor(Math.Min(Largest, ((width + Distance) / columns) - Distance)));
    }
}
