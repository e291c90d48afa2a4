using System.Text;
using Overtone.Reports.Drawing;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports;

/// <summary>
/// Makes a <see cref="Figure"/> into a picture, 900 logical pixels wide. The same figure and tables give the same bytes in every culture,
/// and on machines with and without fonts of their own, unless a text has letters that the embedded DejaVu Sans lacks. Those come from the
/// machine's fonts, □ where it has none; in an SVG they stay text, so that the reader's own fonts show them.
/// </summary>
public static class FigureRenderer
{
    /// <summary>The figure as a PNG of twice the logical size.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="tables">The tables that it may draw, measured and derived.</param>
    /// <exception cref="ArgumentException">The figure names a table or column that is not there, or a column of the wrong type.</exception>
    public static byte[] Png(Figure figure, IReadOnlyList<Table> tables)
    {
        using var culture = InvariantCulture.Enter();
        var composer = new FigureComposer(figure, tables);
        (int width, int height) = ((int)Theme.FigureWidth * Theme.PngScale, (int)composer.Height * Theme.PngScale);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InvalidOperationException($"Figure '{figure.Id}' is too large to draw: {width} × {height} pixels.");
        surface.Canvas.Scale(Theme.PngScale);
        composer.Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <summary>The figure as an SVG document; its ids begin with the figure's id.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="tables">The tables that it may draw, measured and derived.</param>
    /// <exception cref="ArgumentException">The figure names a table or column that is not there, or a column of the wrong type.</exception>
    public static string Svg(Figure figure, IReadOnlyList<Table> tables)
    {
        using var culture = InvariantCulture.Enter();
        var composer = new FigureComposer(figure, tables);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Theme.FigureWidth, composer.Height), stream))
            composer.Draw(canvas);
        return Drawing.Svg.Finish(Encoding.UTF8.GetString(stream.ToArray()), figure.Id);
    }
}
