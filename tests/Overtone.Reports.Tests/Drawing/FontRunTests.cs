using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Tests.Drawing;

public class FontRunTests
{
    private const int Width = 200, Height = 50;
    private const string NoFontHasIt = "\U0010FFFD";

    public static TheoryData<string> Names =>
        ["猫", "고양이", "قطة كلب", "שלום", "बिल्ली", "แมว", "👩‍🚀 crew", "⠃⠗", "a < 猫 & b", NoFontHasIt];

    [Fact]
    public void Runs_hold_the_whole_text_in_order() => Gen.String[Gen.Char["ab <Δ猫ל고ع☃x"], 0, 12]
        .Sample(text => Assert.Equal(text, string.Concat(FontRun.Split(text).Select(run => run.Text))));

    [Fact]
    public void Plain_text_is_one_run_of_the_embedded_typeface()
    {
        const string Plain = "Δ ≤ 10 % of naïve Łódź";
        Assert.Equal(new FontRun(Plain, IsPlain: true, ReportFonts.Regular), Assert.Single(FontRun.Split(Plain)));
    }

    [Fact]
    public void Words_that_run_from_right_to_left_stay_in_one_run() => Assert.Equal(
        ["a ", "שלום עולם", " b"], FontRun.Split("a שלום עולם b").Select(run => run.Text));

    [Theory, MemberData(nameof(Names))]
    public void An_SVG_holds_the_text_itself_whatever_fonts_there_are(string name)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, 400, 50), stream))
            Ink.Draw(canvas, name, new SKPoint(10, 30), 20, SKColors.Black);
        var svg = XDocument.Parse(Svg.Finish(Encoding.UTF8.GetString(stream.ToArray()), "f"));
        XElement[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text")];
        Assert.Equal(
            name.Replace(" ", "", StringComparison.Ordinal),
            string.Concat(texts.Select(text => text.Value.Trim().Replace(" ", "", StringComparison.Ordinal))));
        Assert.All(
            texts.Where(text => text.Value.Any(letter => letter > 0x590)),
            text => Assert.True(double.TryParse((string?)text.Attribute("x"), CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void Arabic_letters_join()
    {
        // Isolated, as they were when every letter was drawn for itself, they are wider.
        float joined = Ink.Width("قطة", 20), isolated = "قطة".Sum(letter => Ink.Width(letter.ToString(), 20));
        Assert.True(joined < isolated, $"{joined} is not below {isolated}");
    }

    [Fact]
    public void Hebrew_runs_from_right_to_left()
    {
        // Alef is the wide letter, yod the narrow one: whichever is written first stands at the right.
        byte[] alefFirst = Drawn("אי"), yodFirst = Drawn("יא");
        Assert.True(InkOf(alefFirst, fromRight: true) > InkOf(yodFirst, fromRight: true));
    }

    [Fact]
    public void A_letter_that_no_font_has_is_a_box_and_is_known_to_be_missing()
    {
        FontRun run = Assert.Single(FontRun.Split(NoFontHasIt + NoFontHasIt));
        Assert.Equal("□□", run.Drawn);
        Assert.Equal([NoFontHasIt], InstalledFonts.Missing([$"a {NoFontHasIt}", NoFontHasIt, "猫x"]).Where(letter => letter == NoFontHasIt));
        Assert.True(Ink.Width(NoFontHasIt, 20) > 10);
    }

    [Fact]
    public void A_letter_of_an_installed_font_is_drawn_from_it()
    {
        FontRun run = Assert.Single(FontRun.Split("猫"));
        Assert.SkipWhen(run.Typeface is null, "no installed font has 猫");
        Assert.NotEqual(ReportFonts.Regular, run.Typeface);
        Assert.True(run.Typeface!.ContainsGlyph(char.ConvertToUtf32("猫", 0)));
        Assert.NotEqual(Drawn("□"), Drawn("猫"));
    }

    /// <summary>The ink of the half at one side of what was drawn.</summary>
    private static int InkOf(byte[] pixels, bool fromRight)
    {
        int[] columns =
        [
            .. Enumerable.Range(0, Width).Select(x => Enumerable.Range(0, Height).Sum(y => (int)pixels[(4 * ((y * Width) + x)) + 3])),
        ];
        int first = Array.FindIndex(columns, ink => ink > 0), last = Array.FindLastIndex(columns, ink => ink > 0);
        int middle = (first + last) / 2;
        return fromRight ? columns[(middle + 1)..].Sum() : columns[..middle].Sum();
    }

    private static byte[] Drawn(string text)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width, Height));
        Ink.Draw(surface.Canvas, text, new SKPoint(10, 30), 20, SKColors.Black);
        using SKImage image = surface.Snapshot();
        using SKPixmap pixels = image.PeekPixels();
        return pixels.GetPixelSpan().ToArray();
    }
}
