using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Drawing;

public class SvgTests
{
    [Fact]
    public void Ids_and_references_get_the_prefix_and_text_is_left_alone()
    {
        const string Raw = "<svg width=\"900\" height=\"40\"><clipPath id=\"cl_1\"/><g clip-path=\"url(#cl_1)\">"
            + "<use xlink:href=\"#img_0\"/></g>"
            + "<text font-family=\"DejaVu Sans\" x=\"0, 1.5, \" y=\"0, \">a, \"b\"</text></svg>";
        string finished = Svg.Finish(Raw, "fig");
        Assert.Contains("id=\"fig-1\"", finished, StringComparison.Ordinal);
        Assert.Contains("url(#fig-1)", finished, StringComparison.Ordinal);
        Assert.Contains("href=\"#fig-2\"", finished, StringComparison.Ordinal);
        Assert.Contains("x=\"0, 1.5\" y=\"0\">a, \"b\"<", finished, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 900 40\"", finished, StringComparison.Ordinal);
    }
}
