using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>An affine map of the plane: x′ = XX·x + XY·y + X0, y′ = YX·x + YY·y + Y0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0)
{
    /// <summary>The map that takes three points to three others.</summary>
    /// <param name="from">Three points, not on one line.</param>
    /// <param name="to">Where they go.</param>
    internal static AffineMap Between(ReadOnlySpan<(float X, float Y)> from, ReadOnlySpan<(float X, float Y)> to)
    {
        float ax = from[1].X - from[0].X, ay = from[1].Y - from[0].Y, bx = from[2].X - from[0].X, by = from[2].Y - from[0].Y;
        var area = ax * by - bx * ay;
        if (Math.Abs(area) < 1e-6f)
        {
            // Only in images of a pixel or two can a draw put three points on one line.
            return new AffineMap(1, 0, 0, 0, 1, 0);
        }

        var (xx, xy) = Row(to[1].X - to[0].X, to[2].X - to[0].X);
        var (yx, yy) = Row(to[1].Y - to[0].Y, to[2].Y - to[0].Y);
        return new AffineMap(
            xx, xy, to[0].X - xx * from[0].X - xy * from[0].Y, yx, yy, to[0].Y - yx * from[0].X - yy * from[0].Y);

        (float, float) Row(float first, float second) => ((first * by - second * ay) / area, (second * ax - first * bx) / area);
    }

    /// <summary>Where every pixel of an image goes.</summary>
    /// <param name="shape">The image.</param>
    /// <param name="rows">Gets y′ of every pixel.</param>
    /// <param name="columns">Gets x′ of every pixel.</param>
    internal void Fill(ImageShape shape, Span<float> rows, Span<float> columns)
    {
        for (var pixel = 0; pixel < rows.Length; pixel++)
        {
            int y = pixel / shape.Width, x = pixel % shape.Width;
            rows[pixel] = YX * x + YY * y + Y0;
            columns[pixel] = XX * x + XY * y + X0;
        }
    }
}
