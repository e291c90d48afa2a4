using System.Text;
using System.Xml.Linq;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Tests.Drawing;

public class ReportFontsTests
{
    public static TheoryData<string> Kinds => Samples.KindsData;

    // That no other code names a typeface is a rule of the house.
    [Fact]
    public void The_typefaces_come_from_the_assembly()
    {
        Assert.Equal(Bytes("DejaVuSans.ttf"), Bytes(ReportFonts.Regular));
        Assert.Equal(Bytes("DejaVuSans-Bold.ttf"), Bytes(ReportFonts.Bold));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_text_of_a_picture_is_in_them(string kind)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, 900, 2000), stream))
            new FigureComposer(Samples.Figure(kind), Samples.Tables).Draw(canvas);
        XElement[] texts =
        [
            .. XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Descendants().Where(e => e.Name.LocalName == "text"),
        ];
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Equal(ReportFonts.Regular.FamilyName, (string?)text.Attribute("font-family")));
    }

    private static byte[] Bytes(string name)
    {
        using var copy = new MemoryStream();
        using Stream file = Resources.Open(name);
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Bytes(SKTypeface typeface)
    {
        using SKStreamAsset stream = typeface.OpenStream();
        var bytes = new byte[stream.Length];
        stream.Read(bytes, bytes.Length);
        return bytes;
    }
}
