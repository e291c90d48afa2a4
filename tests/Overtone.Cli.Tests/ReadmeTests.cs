using System.Globalization;
using System.Text.RegularExpressions;
using Overtone.Catalog;
using Overtone.Reports;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Cli.Tests;

/// <summary>
/// What the README shows is what the tables of a stored run say: its picture is drawn from them, and its verdicts are judged. With
/// OVERTONE_WRITE_PICTURES=1 the picture is written.
/// </summary>
public class ReadmeTests
{
    private const string Study = "fprinciple-images", Picture = "error-heat-map";

    private static readonly string Pictures = Path.Combine(HouseRulesTests.Root, "docs", "pictures");

    private readonly TableSet _tables = new(Directory.GetFiles(Path.Combine(Pictures, Study), "*.parquet")
        .Select(file => TableFile.Read(file, Path.GetFileNameWithoutExtension(file))));

    [Fact]
    public void The_picture_is_drawn_from_the_stored_tables()
    {
        StudyFindings findings = Findings();
        byte[] drawn = FigureRenderer.Png(
            findings.Figures.Single(figure => figure.Id == Picture), [.. _tables.All, .. findings.Tables]);
        string file = Path.Combine(Pictures, $"{Picture}.png");
        if (Environment.GetEnvironmentVariable("OVERTONE_WRITE_PICTURES") == "1")
            File.WriteAllBytes(file, drawn);
        Assert.Equal(File.ReadAllBytes(file), drawn);
    }

    [Theory]
    [InlineData("order-fully-connected")]
    [InlineData("left-fully-connected-shuffled")]
    public void The_verdicts_are_those_of_the_stored_tables(string id)
    {
        JudgedClaim claim = Findings().Claims.Single(c => c.Claim.Id == id);
        string readme = Regex.Replace(File.ReadAllText(Path.Combine(HouseRulesTests.Root, "README.md")), " {2,}", "  ");
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{claim.Estimate:G3} [{claim.Lower:G3}, {claim.Upper:G3}]  {claim.DecidingRival!.Estimate:G3}  {claim.VerdictText}"),
            readme, StringComparison.Ordinal);
    }

    private StudyFindings Findings()
    {
        Study study = StudyCatalog.All.Single(study => study.Id == Study);
        return study.ConcludeFrom(study.OptionsOf(Preset.Quick), _tables);
    }
}
