using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// Cells of one colour each, as a bitmap with several pixels a cell: a viewer that smooths the pictures inside an SVG can then not blur
/// them into each other, and no hairlines show between neighbours.
/// </summary>
internal static class CellBitmap
{
    private const int StripePeriod = 12, StripeWidth = 4;

    /// <summary>Draws the cells into a rectangle; a cell without a colour is hatched.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="area">The rectangle.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="color">The colour at (row from the top, column from the left); null for none.</param>
    public static void Draw(SKCanvas canvas, SKRect area, int rows, int columns, Func<int, int, SKColor?> color)
    {
        var info = new SKImageInfo(Pixels(area.Width), Pixels(area.Height), SKColorType.Rgba8888, SKAlphaType.Opaque);
        SKColor?[,] cells = new SKColor?[rows, columns];
        for (int cell = 0; cell < cells.Length; cell++)
            cells[cell / columns, cell % columns] = color(cell / columns, cell % columns);

        var pixels = new SKColor[info.Width * info.Height];
        for (int y = 0; y < info.Height; y++)
        {
            int row = (int)((long)y * rows / info.Height);
            for (int x = 0; x < info.Width; x++)
                pixels[(y * info.Width) + x] = cells[row, (int)((long)x * columns / info.Width)] ?? Hatch(x, y);
        }

        using var bitmap = new SKBitmap(info) { Pixels = pixels };
        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, area, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    /// <summary>The hatching of cells without a value, at a pixel.</summary>
    private static SKColor Hatch(int x, int y) => (x + y) % StripePeriod < StripeWidth ? Theme.NoValueStripe : Theme.NoValue;

    private static int Pixels(float length) => Math.Max(1, (int)Math.Round(length * Theme.PngScale));
}
