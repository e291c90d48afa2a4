using ScottPlot;

namespace Overtone.Reports.Tests.Drawing;

/// <summary>Alone, because it takes the fonts away from ScottPlot as a whole.</summary>
[CollectionDefinition(nameof(ReportFontsTests), DisableParallelization = true)]
[Collection(nameof(ReportFontsTests))]
public class ReportFontsTests
{
    public static TheoryData<string> Kinds => Samples.KindsData;

    [Theory, MemberData(nameof(Kinds))]
    public void The_machine_fonts_do_not_matter(string kind)
    {
        byte[] usual = FigureRenderer.Png(Samples.Figure(kind), Samples.Tables);
        IFontResolver[] resolvers = [.. ScottPlot.Fonts.FontResolvers];
        ScottPlot.Fonts.FontResolvers.Clear();
        try
        {
            ScottPlot.Fonts.Default = "a font that no machine has";
            Assert.Equal(usual, FigureRenderer.Png(Samples.Figure(kind), Samples.Tables));
        }
        finally
        {
            ScottPlot.Fonts.FontResolvers.AddRange(resolvers);
            ScottPlot.Fonts.Reset();
        }
    }
}
