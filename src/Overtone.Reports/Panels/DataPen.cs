using Overtone.Reports.Axes;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>
/// Draws data between axes: places are given in the axes' own coordinates, and what reaches beyond the data area is cut off until this is
/// disposed.
/// </summary>
internal sealed class DataPen : IDisposable
{
    /// <summary>Farther out than this, in pixels, Skia's arithmetic would overflow and drop the whole line.</summary>
    private const double Furthest = 1e6;

    private readonly SKCanvas _canvas;
    private readonly SKRect _area;
    private readonly AxisView _x, _y;

    /// <summary>Begins to draw in a data area.</summary>
    public DataPen(SKCanvas canvas, SKRect area, AxisView x, AxisView y)
    {
        (_canvas, _area, _x, _y) = (canvas, area, x, y);
        canvas.Save();
        canvas.ClipRect(area);
    }

    /// <summary>A line through points, with round joints.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, SKColor color, float width)
    {
        using var paint = new SKPaint
        {
            Color = color,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
            IsAntialias = true,
        };
        using SKPath path = Path(points, close: false);
        _canvas.DrawPath(path, paint);
    }

    /// <summary>An area within corners.</summary>
    /// <param name="corners">The corners, in order around it.</param>
    /// <param name="color">The colour.</param>
    /// <param name="isSmooth">Whether edges are smoothed: between neighbours the background would then shine through.</param>
    public void Fill(IEnumerable<(double X, double Y)> corners, SKColor color, bool isSmooth = true)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = isSmooth };
        using SKPath path = Path(corners, close: true);
        _canvas.DrawPath(path, paint);
    }

    /// <summary>The outline of an area.</summary>
    public void Outline(IEnumerable<(double X, double Y)> corners, SKColor color, float width)
    {
        using var paint = new SKPaint { Color = color, Style = SKPaintStyle.Stroke, StrokeWidth = width, IsAntialias = true };
        using SKPath path = Path(corners, close: true);
        _canvas.DrawPath(path, paint);
    }

    /// <summary>A round point.</summary>
    public void Dot((double X, double Y) at, SKColor color, float size)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        _canvas.DrawCircle(On(at), size / 2, paint);
    }

    /// <summary>Lets the canvas draw everywhere again.</summary>
    public void Dispose() => _canvas.Restore();

    private SKPath Path(IEnumerable<(double X, double Y)> points, bool close)
    {
        var path = new SKPath();
        path.AddPoly([.. points.Select(On)], close);
        return path;
    }

    private SKPoint On((double X, double Y) at) => new(
        (float)Math.Clamp(_area.Left + (_x.Fraction(at.X) * _area.Width), -Furthest, Furthest),
        (float)Math.Clamp(_area.Bottom - (_y.Fraction(at.Y) * _area.Height), -Furthest, Furthest));
}
