using SkiaSharp;

namespace Overtone.Reports.Tests;

/// <summary>A decoded PNG, read at logical coordinates.</summary>
internal sealed class Picture : IDisposable
{
    private readonly SKBitmap _bitmap;

    public Picture(byte[] png) => _bitmap = SKBitmap.Decode(png) ?? throw new InvalidOperationException("not a picture");

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    /// <summary>The colour at a point in logical pixels.</summary>
    public SKColor At(double x, double y) => _bitmap.GetPixel((int)(x * 2), (int)(y * 2));

    /// <summary>Whether a colour, within a small tolerance, occurs within so many logical pixels of a point.</summary>
    public bool IsNear(double x, double y, SKColor color, double reach)
    {
        for (double dy = -reach; dy <= reach; dy += 0.5)
        {
            for (double dx = -reach; dx <= reach; dx += 0.5)
            {
                if (Distance(At(x + dx, y + dy), color) <= 12)
                    return true;
            }
        }

        return false;
    }

    public static int Distance(SKColor a, SKColor b) => Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    public void Dispose() => _bitmap.Dispose();
}
