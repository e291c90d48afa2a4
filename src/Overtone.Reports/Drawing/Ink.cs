using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Overtone.Reports.Drawing;

/// <summary>Measures and draws text: in the embedded typeface, letters that it lacks in one of this machine's.</summary>
internal static class Ink
{
    /// <summary>The distance between the baselines of two lines of text, in letter sizes.</summary>
    public const float LineHeight = 1.3f;

    /// <summary>From the middle of a line of digits or capitals down to its baseline, in letter sizes.</summary>
    public const float MiddleToBaseline = 0.36f;

    /// <summary>The width of one line of text.</summary>
    public static float Width(string text, float size, bool bold = false) => TextRun.Split(text).Sum(run => Width(run, size, bold));

    /// <summary>The width of the widest of several texts; 0 for none.</summary>
    public static float Widest(IEnumerable<string> texts, float size) => texts.Select(text => Width(text, size)).DefaultIfEmpty(0).Max();

    /// <summary>Draws one line of text.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">The start, middle or end of the baseline, as <paramref name="align"/> says.</param>
    /// <param name="size">The letter size.</param>
    /// <param name="color">The colour.</param>
    /// <param name="align">Which point of the baseline <paramref name="at"/> is.</param>
    /// <param name="bold">Whether the letters are bold.</param>
    /// <param name="degrees">A clockwise turn about <paramref name="at"/>.</param>
    public static void Draw(
        SKCanvas canvas, string text, SKPoint at, float size, SKColor color,
        SKTextAlign align = SKTextAlign.Left, bool bold = false, float degrees = 0)
    {
        if (text.Length == 0)
            return;
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.Save();
        canvas.Translate(at.X, at.Y);
        canvas.RotateDegrees(degrees);
        float left = Width(text, size, bold) * align switch { SKTextAlign.Left => 0, SKTextAlign.Center => -0.5f, _ => -1 };
        foreach (TextRun run in TextRun.Split(text))
        {
            foreach (FontRun letters in FontRun.Split(run.Text))
            {
                Draw(canvas, letters, new SKPoint(left, run.Drop(size)), run.Size(size), bold, paint);
                left += Width(letters, run.Size(size), bold);
            }
        }

        canvas.Restore();
    }

    /// <summary>Breaks text at spaces into lines no wider than <paramref name="width"/>; a word that is wider stands alone.</summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false)
    {
        var lines = new List<string>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}", size, bold) <= width)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }

        return lines;
    }

    /// <summary>The text, cut with an ellipsis where it is wider than <paramref name="width"/>.</summary>
    public static string Shorten(string text, float width, float size)
    {
        if (Width(text, size) <= width)
            return text;
        int kept = text.Length - 1;
        while (kept > 1 && Width($"{text.AsSpan(0, kept)}…", size) > width)
            kept--;
        return $"{text.AsSpan(0, kept)}…";
    }

    private static void Draw(SKCanvas canvas, FontRun run, SKPoint at, float size, bool bold, SKPaint paint)
    {
        // Only a canvas of pixels has a surface. An SVG keeps letters of other typefaces as text: who reads it has fonts too.
        bool isPicture = canvas.Surface is not null;
        using SKFont font = Font(run, size, bold);
        if (run.IsPlain || (isPicture && run.Typeface is null))
        {
            canvas.DrawText(run.Drawn, at.X, at.Y, SKTextAlign.Left, font, paint);
        }
        else if (isPicture)
        {
            using var shaper = new SKShaper(font.Typeface);
            canvas.DrawShapedText(shaper, run.Text, at.X, at.Y, SKTextAlign.Left, font, paint);
        }
        else
        {
            using SKFont carrier = Font(new FontRun("", IsPlain: true, ReportFonts.Regular), size, bold);
            canvas.DrawText(Svg.Carry(run.Text), at.X, at.Y, SKTextAlign.Left, carrier, paint);
        }
    }

    private static float Width(TextRun run, float size, bool bold) => FontRun.Split(run.Text).Sum(letters => Width(letters, run.Size(size), bold));

    private static float Width(FontRun run, float size, bool bold)
    {
        using SKFont font = Font(run, size, bold);
        if (run.IsPlain || run.Typeface is null)
            return font.MeasureText(run.Drawn);
        using var shaper = new SKShaper(font.Typeface);
        return shaper.Shape(run.Text, font).Width;
    }

    private static SKFont Font(FontRun run, float size, bool bold)
    {
        bool isInstalled = run.Typeface is { } typeface && typeface != ReportFonts.Regular;
        return new SKFont(isInstalled ? run.Typeface : bold ? ReportFonts.Bold : ReportFonts.Regular, size)
        {
            Subpixel = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
            Embolden = bold && isInstalled,
        };
    }
}
