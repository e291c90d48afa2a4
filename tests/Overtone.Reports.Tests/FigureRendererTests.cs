using System.Globalization;
using System.Xml.Linq;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests;

public class FigureRendererTests
{
    public static TheoryData<string> Kinds => Samples.KindsData;

    [Theory, MemberData(nameof(Kinds))]
    public void A_PNG_has_twice_the_logical_size(string kind)
    {
        using var picture = new Picture(FigureRenderer.Png(Samples.Figure(kind), Samples.Tables));
        Assert.Equal(1800, picture.Width);
        Assert.Equal(2 * new FigureComposer(Samples.Figure(kind), Samples.Tables).Height, picture.Height);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_second_call_gives_the_same_bytes(string kind)
    {
        Assert.Equal(FigureRenderer.Png(Samples.Figure(kind), Samples.Tables), FigureRenderer.Png(Samples.Figure(kind), Samples.Tables));
        Assert.Equal(FigureRenderer.Svg(Samples.Figure(kind), Samples.Tables), FigureRenderer.Svg(Samples.Figure(kind), Samples.Tables));
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        string usual = FigureRenderer.Svg(Samples.Figure("series"), Samples.Tables);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            commas.NumberFormat.NegativeSign = "minus";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(usual, FigureRenderer.Svg(Samples.Figure("series"), Samples.Tables));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_SVG_is_well_formed_scalable_and_keeps_its_ids_to_itself(string kind)
    {
        XElement svg = XDocument.Parse(FigureRenderer.Svg(Samples.Figure(kind), Samples.Tables)).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.StartsWith("0 0 900 ", svg.Attribute("viewBox")!.Value, StringComparison.Ordinal);
        Assert.All(svg.Descendants().Attributes("id"), id => Assert.StartsWith($"{kind}-", id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Titles_labels_and_legends_are_text_in_the_SVG()
    {
        XDocument svg = XDocument.Parse(FigureRenderer.Svg(Samples.Figure("series"), Samples.Tables));
        string text = string.Join('|', svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()));
        Assert.Contains("Title of series", text, StringComparison.Ordinal);
        Assert.Contains("relative error Δ|F", text, StringComparison.Ordinal);
        Assert.Contains("frequency k", text, StringComparison.Ordinal);
        Assert.Contains("settled", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        const string Hostile = "<script>alert('x')</script> & \"quotes\", \u0001 \U0001F3B5";
        Figure figure = Samples.Figure("bars") with { Id = "a\"b c", Title = Hostile };
        XDocument svg = XDocument.Parse(FigureRenderer.Svg(figure, Samples.Tables));
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
        Assert.NotEmpty(FigureRenderer.Png(figure, Samples.Tables));
    }

    [Fact]
    public void A_missing_table_is_named_with_figure_and_tables()
    {
        Figure figure = Samples.Of("lost", Samples.SeriesPanel with { Table = "nowhere" });
        var thrown = Assert.Throws<ArgumentException>(() => FigureRenderer.Png(figure, Samples.Tables));
        Assert.Contains("'lost'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'nowhere'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("errors", thrown.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> PanelsWithAMissingColumn =>
        ["x", "y", "series", "replicate", "where", "heat map", "category", "pixel"];

    [Theory, MemberData(nameof(PanelsWithAMissingColumn))]
    public void A_missing_column_is_named_with_figure_and_table(string where)
    {
        Axis lost = new("lost_column", "label");
        Panel panel = where switch
        {
            "x" => Samples.SeriesPanel with { X = lost },
            "y" => Samples.SeriesPanel with { Y = lost },
            "series" => Samples.SeriesPanel with { Series = "lost_column" },
            "replicate" => Samples.SeriesPanel with { Replicate = "lost_column" },
            "where" => Samples.SeriesPanel with { Where = [new Where("lost_column", "1")] },
            "heat map" => Samples.HeatMapPanel with { Value = lost },
            "category" => Samples.BarPanel with { Category = "lost_column" },
            _ => Samples.ImagePanel with { PixelRow = "lost_column" },
        };
        var thrown = Assert.Throws<ArgumentException>(() => FigureRenderer.Svg(Samples.Of("figure-id", panel), Samples.Tables));
        Assert.Contains("'figure-id'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"'{panel.Table}'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'lost_column'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_place_of_numbers_is_told()
    {
        Figure figure = Samples.Of("figure-id", Samples.BarPanel with { Y = new Axis("model", "") });
        var thrown = Assert.Throws<ArgumentException>(() => FigureRenderer.Png(figure, Samples.Tables));
        Assert.Contains("'model'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("text", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_tables_draw_empty_panels()
    {
        Panel[] panels =
        [
            Samples.SeriesPanel with { Where = [new Where("seed", "99")] },
            Samples.HeatMapPanel with { Where = [new Where("seed", "99")] },
            Samples.BarPanel with { Where = [new Where("seed", "99")] },
            Samples.ImagePanel with { Where = [new Where("row", "99")] },
        ];
        string svg = FigureRenderer.Svg(Samples.Of("empty", panels), Samples.Tables);
        Assert.Equal(4, svg.Split("no data").Length - 1);
    }

    [Fact]
    public void Values_without_order_of_magnitude_are_drawn()
    {
        var builder = new TableBuilder("odd", Column.Number("x"), Column.Number("y"));
        foreach (double y in (double[])[0, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, 1e-300, -1e300])
            builder.Add(y, y);
        Table table = builder.Build();
        Panel[] panels =
        [
            .. from logarithmic in (bool[])[false, true]
               select new SeriesPanel { Table = "odd", X = new Axis("x", "x", logarithmic), Y = new Axis("y", "y", logarithmic) },
            new HeatMapPanel { Table = "odd", X = new Axis("x", "x"), Y = new Axis("y", "y"), Value = new Axis("y", "y") },
        ];
        Assert.NotEmpty(FigureRenderer.Png(Samples.Of("odd", panels), [table]));
    }

    [Fact]
    public void Panels_of_all_kinds_share_a_figure()
    {
        Panel[] panels =
            [Samples.SeriesPanel, Samples.HeatMapPanel, Samples.BarPanel, Samples.ImagePanel, Samples.SeriesPanel with { Title = "again" }];
        Figure figure = Samples.Of("all", panels) with { PanelsPerRow = 3 };
        var composer = new FigureComposer(figure, Samples.Tables);
        Assert.Equal(5, composer.DataAreas.Count);
        Assert.All(composer.DataAreas, area =>
        {
            Assert.True(area is { Left: > 0, Top: > 0, Width: > 50, Height: > 50 });
            Assert.True(area.Right < 900 && area.Bottom < composer.Height);
        });
        Assert.Equal(composer.DataAreas[0].Left, composer.DataAreas[3].Left);
        Assert.Equal(composer.DataAreas[0].Top, composer.DataAreas[1].Top);
        Assert.True(composer.DataAreas[3].Top > composer.DataAreas[0].Bottom);
    }
}
