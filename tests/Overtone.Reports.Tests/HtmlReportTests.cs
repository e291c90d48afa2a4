using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests;

public class HtmlReportTests
{
    private static readonly Lazy<string> Usual = new(() => Write(Samples.Manifest, Samples.Findings));

    private static string Write(RunManifest manifest, StudyFindings findings)
    {
        using var folder = new Folder();
        HtmlReport.Write(folder["report.html"], manifest, findings, [.. Samples.Tables, .. findings.Tables]);
        return File.ReadAllText(folder["report.html"]);
    }

    private static XElement Parse(string html)
    {
        // The two elements of a page that are never closed.
        string closed = Regex.Replace(html, "<(meta|wbr)[^>]*>", "$0</$1>");
        using var reader = XmlReader.Create(new StringReader(closed), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    private static XElement Card(XElement page, string statement) =>
        page.Descendants("article").Single(card => card.Element("h3")!.Value.Contains(statement, StringComparison.Ordinal));

    [Fact]
    public void The_page_is_well_formed_and_a_browser_closes_the_same_tags()
    {
        Parse(Usual.Value);
        string[] selfClosed = [.. Regex.Matches(Usual.Value, "<([a-z0-9]+)[^<>]*/>").Select(m => m.Groups[1].Value).Distinct()];
        Assert.Empty(selfClosed.Intersect(
            ["div", "span", "p", "td", "th", "dd", "dt", "li", "section", "title", "style", "pre", "code", "figcaption"]));
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        XElement page = Parse(Usual.Value);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "iframe" or "object");
        Assert.All(
            page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "srcset" or "data"),
            a => Assert.Matches("^(#|data:image/png;base64,)", a.Value));
        string style = page.Descendants("style").Single().Value;
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_style_survives_raw() =>
        Assert.DoesNotContain('&', Parse(Usual.Value).Descendants("style").Single().ToString(SaveOptions.DisableFormatting));

    [Fact]
    public void Ids_are_unique()
    {
        string[] ids = [.. Parse(Usual.Value).Descendants().Attributes("id").Select(a => a.Value)];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void User_text_is_escaped()
    {
        const string Hostile = "<script>alert(\"x\" & 'y')</script>\u0007";
        Claim claim = Samples.Claim("x") with
        {
            Statement = Hostile,
            Source = Hostile,
            Statistic = Hostile,
            Published = Hostile,
            Replicate = Hostile,
        };
        StudyFindings findings = Samples.Findings with
        {
            Claims = [(claim with { Rivals = [new Rival(Hostile, 0.1)] }).Judge([1, 1, 1, 1, 1, 1], [[0]], Hostile)],
            Estimates = [new Estimate { Name = Hostile, Value = 1, Unit = Hostile, Statement = Hostile, Advice = Hostile }],
            Warnings = [Hostile],
            Notes = [Hostile],
            Figures = [Samples.Figure("bars") with { Title = Hostile, Caption = Hostile }],
            Tables = [new TableBuilder("hostile", Column.Text("column")).Add(Hostile).Build()],
        };
        RunManifest manifest = Samples.Manifest with
        {
            Study = Hostile,
            Title = Hostile,
            Source = Hostile,
            Command = Hostile,
            Reduction = Hostile,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [Hostile] = Hostile },
        };

        string html = Write(manifest, findings);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&quot;x&quot; &amp; &#x27;y&#x27;)&lt;/script&gt;\uFFFD", html, StringComparison.Ordinal);
        Parse(html);
    }

    [Fact]
    public void Warnings_come_before_everything_that_was_found()
    {
        XElement main = Parse(Write(Samples.Manifest, Samples.Findings with { Warnings = ["Beware."], Estimates = Samples.Estimates }))
            .Descendants("main").Single();
        Assert.Equal("Warning. Beware.", main.Element("section")!.Value.Trim());
    }

    [Theory]
    [InlineData("holds", "supported", "supported")]
    [InlineData("fails", "not supported", "not-supported")]
    [InlineData("open", "inconclusive", "inconclusive")]
    [InlineData("never", "not supported", "not-supported")]
    [InlineData("blind", "does not discriminate", "no-difference")]
    [InlineData("exact", "holds", "supported")]
    [InlineData("control", "not supported", "control")]
    public void Each_claim_shows_its_verdict(string id, string badge, string classes)
    {
        XElement card = Card(Parse(Usual.Value), $"Statement of {id}.");
        Assert.Equal(badge, card.Descendants("span").First().Value);
        Assert.Contains(classes, card.Attribute("class")!.Value.Split(' '));
    }

    [Fact]
    public void A_card_sets_our_number_beside_threshold_and_source()
    {
        string card = Card(Parse(Usual.Value), "Statement of holds.").Value;
        Assert.Contains("0.775, 95 % interval 0.66 to 0.91", card, StringComparison.Ordinal);
        Assert.Contains("at least 0.5", card, StringComparison.Ordinal);
        Assert.Contains("0.62 (digitised)", card, StringComparison.Ordinal);
        Assert.Contains("8 (seed)", card, StringComparison.Ordinal);
        Assert.Contains(
            "never reached in 1, counted at the unfavourable end", Card(Parse(Usual.Value), "Statement of open.").Value,
            StringComparison.Ordinal);
        Assert.Contains("−∞", Card(Parse(Usual.Value), "Statement of never.").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_sets_each_rival_beside_the_claim_and_says_whether_it_is_told_apart()
    {
        static string Evidence(string id) => Regex.Replace(Card(Parse(Usual.Value), $"Statement of {id}.").Value, @"\s+", " ");
        Assert.Contains("rival: a blind learner", Evidence("holds"), StringComparison.Ordinal);
        Assert.Contains(
            "0.1; difference 0.675, 95 % interval 0.56 to 0.81, margin 0.1: told apart", Evidence("holds"), StringComparison.Ordinal);
        Assert.Contains("margin 0.1: not told apart", Evidence("blind"), StringComparison.Ordinal);
        Assert.Contains("a blind learner passes too; alone it would be supported", Evidence("blind"), StringComparison.Ordinal);
        Assert.DoesNotContain("rival", Evidence("exact"), StringComparison.Ordinal);
        Assert.DoesNotContain("rival", Evidence("control"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reduced_experiment_says_so_beside_the_verdict()
    {
        XElement page = Parse(Usual.Value);
        XElement said = Card(page, "Statement of fails.").Descendants("span").Single(span => (string?)span.Attribute("class") == "reduced");
        Assert.Equal(("on a reduced experiment", "8 seeds of 20"), (said.Value, (string?)said.Attribute("title")));
        Assert.DoesNotContain("reduced", Card(page, "Statement of holds.").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, 0.9, 0.8, 0.85, 0.7, 0.75)]
    [InlineData(0.7, 0.9)]
    public void Intervals_that_end_nowhere_are_drawn_within_the_picture(params double[] values)
    {
        var claim = Samples.Claim("endless").Judge(values, [[0.1]]);
        XElement page = Parse(Write(Samples.Manifest, Samples.Findings with { Claims = [claim] }));
        IEnumerable<XAttribute> places = page.Descendants()
            .Where(e => (string?)e.Attribute("class") is "range" or "replicate" or "estimate")
            .SelectMany(e => e.Attributes().Where(a => a.Name.LocalName is "x1" or "x2" or "cx"));
        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.InRange(double.Parse(place.Value, CultureInfo.InvariantCulture), 0, 300));
    }

    [Fact]
    public void A_sample_without_claims_is_told_without_blame()
    {
        string page = Write(
            Samples.Manifest with { Reduction = "a sample of 60 images; the paper used 1,000" },
            Samples.Findings with { Claims = [], Estimates = Samples.Estimates });
        Assert.Contains("On a sample of 60 images; the paper used 1,000.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("reduced experiment", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Controls_stand_apart_and_are_not_counted()
    {
        XElement page = Parse(Usual.Value);
        XElement controls = page.Descendants("section").Single(s => s.Element("h2")!.Value == "Negative controls");
        Assert.Single(controls.Descendants("article"));
        Assert.Contains("reported, not claimed", controls.Value, StringComparison.Ordinal);
        Assert.Contains(
            "5 claims: 1 supported, 2 not supported, 1 does not discriminate, 1 inconclusive", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_stand_apart_and_are_not_counted()
    {
        XElement checks = Parse(Usual.Value).Descendants("section").Single(s => s.Element("h2")!.Value == "Checks");
        Assert.Equal("Statement of exact.", Assert.Single(checks.Descendants("article")).Element("h3")!.Value);
        Assert.Contains("not counted as claims", checks.Value, StringComparison.Ordinal);
        Assert.Contains("required", checks.Value, StringComparison.Ordinal);
    }

    /// <summary>
    /// An interval of six values lies beyond the truth once in 64 times, of eight in 256, and of nine, without both ends, in 51.
    /// </summary>
    [Fact]
    public void What_chance_would_support_is_told()
    {
        Assert.Equal((1 / 64.0) + (3 / 256.0) + (10 / 512.0), Samples.Findings.SupportedByChance, 1e-12);
        Assert.Contains(
            "By chance alone at most 0.05 of these 5 claims would be supported.", Parse(Usual.Value).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_plot_places_estimate_and_threshold()
    {
        XElement plot = Card(Parse(Usual.Value), "Statement of holds.").Descendants().Single(e => e.Name.LocalName == "svg");
        double Place(string name, string attribute) =>
            (double)plot.Descendants().Single(e => (string?)e.Attribute("class") == name).Attribute(attribute)!;
        Assert.True(Place("threshold", "x1") < Place("range", "x1"));
        Assert.True(Place("range", "x1") < Place("estimate", "cx") && Place("estimate", "cx") < Place("range", "x2"));
        Assert.Equal(Place("threshold", "x1"), Place("side", "x"));
        Assert.DoesNotContain(Card(Parse(Usual.Value), "Statement of never.").Descendants(), e => e.Name.LocalName == "svg");
    }

    [Fact]
    public void Tables_show_eight_rows_units_and_their_files()
    {
        XElement preview = Parse(Usual.Value).Descendants("div")
            .Single(d => (string?)d.Attribute("class") == "preview" && d.Element("h3")!.Value == "errors");
        Assert.Equal(8, preview.Descendants("tbody").Elements("tr").Count());
        Assert.Equal("epochs", preview.Descendants("th").First().Element("span")!.Value);
        Assert.Contains("of 36 rows", preview.Value, StringComparison.Ordinal);
        Assert.Contains("tables/errors.parquet", preview.Value, StringComparison.Ordinal);
        Assert.Contains("tables/errors.csv", preview.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_have_captions_and_the_run_can_be_repeated()
    {
        XElement page = Parse(Usual.Value);
        Assert.Equal(Samples.Kinds.Select(kind => $"Caption of {kind}."), page.Descendants("figcaption").Select(c => c.Value));
        Assert.Contains(Samples.Manifest.Command, page.Descendants("pre").Select(p => p.Value));
        Assert.Contains("learning rate was halved", page.Value, StringComparison.Ordinal);
        Assert.Contains("[1,3]", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_findings_has_no_empty_parts()
    {
        XElement page = Parse(Write(Samples.Manifest, new StudyFindings { Claims = [] }));
        Assert.DoesNotContain("Claims", page.Descendants("h2").Select(h => h.Value));
        Assert.DoesNotContain("Notes", page.Descendants("h2").Select(h => h.Value));
    }

    [Fact]
    public void A_summary_stands_first_with_each_number_beside_its_sentence_and_the_advice_below()
    {
        XElement page = Parse(Write(Samples.Manifest, new StudyFindings
        {
            Claims = [],
            Estimates = Samples.Estimates,
            Figures = [Samples.Figure("bars")],
            Notes = ["A note."],
        }));
        Assert.Equal(["Summary", "Figures", "Notes"], page.Descendants("h2").Select(h => h.Value).Take(3));
        XElement[] findings = [.. page.Descendants("section").First().Descendants("li")];
        Assert.Equal(["0.875", "0.81 to 0.92", "accuracy"], findings[0].Element("div")!.Elements().Select(e => e.Value));
        Assert.Equal(["It classifies 87.5\u00A0% rightly.", "Check the normalisation."], findings[0].Descendants("p").Select(p => p.Value));
        Assert.Equal("advice", (string?)findings[0].Descendants("p").Last().Attribute("class"));
        Assert.Equal(["7", "cycles per image", "bandwidth"], findings[1].Element("div")!.Elements().Select(e => e.Value));
        Assert.Single(findings[1].Descendants("p"));
        Assert.Equal("–", findings[2].Descendants("strong").Single().Value);
    }

    [Fact]
    public void Numbers_of_several_things_compared_stand_side_by_side_with_their_sentences_folded_away()
    {
        Estimate accuracy = Samples.Estimates[0];
        XElement page = Parse(Write(Samples.Manifest, new StudyFindings
        {
            Claims = [],
            Estimates =
            [
                Samples.Estimates[1],
                accuracy with { Subject = "a", Name = "a.accuracy" },
                accuracy with { Subject = "b", Name = "b.accuracy", Value = 0.25, Low = null, High = null },
            ],
        }));
        XElement summary = page.Descendants("section").First(), table = summary.Descendants("table").Single();
        Assert.Equal(["", "a", "b"], table.Descendants("th").Select(e => e.Value));
        Assert.Equal(["accuracy", "0.875 0.81 to 0.92", "0.25"], table.Descendants("td").Select(e => e.Value));
        Assert.Single(summary.Element("ol")!.Elements("li"));
        Assert.Equal(2, summary.Elements("details").Count());
    }

    [Fact]
    public void Claims_follow_the_summary() => Assert.Equal(
        ["Summary", "Claims", "Checks", "Negative controls", "Figures", "Notes"],
        Parse(Write(Samples.Manifest, Samples.Findings with { Estimates = Samples.Estimates }))
            .Descendants("h2").Select(h => h.Value).Take(6));

    [Fact]
    public void Without_a_summary_notes_stand_by_the_claims() => Assert.Equal(
        ["Claims", "Checks", "Negative controls", "Notes", "Figures"], Parse(Usual.Value).Descendants("h2").Select(h => h.Value).Take(5));
}
