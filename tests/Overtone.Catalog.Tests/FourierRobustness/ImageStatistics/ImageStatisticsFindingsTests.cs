using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.ImageStatistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.ImageStatistics.ImageStatisticsStudy;

namespace Overtone.Catalog.Tests.FourierRobustness.ImageStatistics;

public class ImageStatisticsFindingsTests
{
    private const double White = 0.71;
    private static readonly ImageStatisticsStudy Study = new();
    private static readonly ImageStatisticsOptions Options = new();

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), (claim, seed) =>
        claim == "images-are-low"
            ? Tables().With(PermutedClaims.Exchange(Tables()["images"], "low_share", "shuffled_low_share"))
            : Tables().With(Tables()["changes"].Permute("high_share", seed)));

    [Theory]
    [InlineData("noise-against-fog")]
    [InlineData("contrast-is-low")]
    [InlineData("images-are-low")]
    public void A_rival_that_does_as_well_leaves_nothing_to_claim(string claim) =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(rivalsDoAsWell: true), claim);

    /// <summary>Less contrast cannot change the spectrum of what varies; where it does, the instrument is at fault.</summary>
    [Theory]
    [InlineData(0.019, Verdict.Supported)]
    [InlineData(0.021, Verdict.NotSupported)]
    public void The_identity_of_contrast_is_checked_to_two_hundredths(double difference, Verdict expected) => Assert.Equal(
        expected, PermutedClaims.Judge(Study, Options, Tables(ofImages: 0.08 + difference), "contrast-is-the-image").Verdict);

    [Fact]
    public void Every_corruption_has_its_share_and_its_picture()
    {
        StudyFindings findings = Study.ConcludeFrom(Options, Tables());
        Assert.Equal(0.04, findings.Estimates.Single(e => e.Name == "high_share.fog").Value, 0.005);
        Assert.Equal(Shares.Count + 1, findings.Figures.Single(f => f.Id == "spectra").Panels.Count);
        Assert.Contains(findings.Notes, note => note.Contains("13×13 around Nyquist", StringComparison.Ordinal));
    }

    /// <summary>On tiny images some corruptions of low severity do nothing.</summary>
    [Fact]
    public void A_corruption_that_changes_nothing_is_not_measured()
    {
        TableSet tables = Tables().With(Table.Of(Tables().Rows<ChangeRow>().Select(r => r.Corruption == "snow"
            ? r with { HighShare = double.NaN, WhiteHighShare = double.NaN, MeanNorm = double.NaN, Changed = 0, Unchanged = 100 }
            : r)));
        StudyFindings findings = Study.ConcludeFrom(Options, tables);
        Assert.False(findings.Estimates.Single(e => e.Name == "high_share.snow").IsMeasured);
        Assert.Equal(Shares.Count, findings.Figures.Single(f => f.Id == "spectra").Panels.Count);
        Assert.Equal(
            White, Assert.IsType<BarPanel>(findings.Figures.Single(f => f.Id == "shares").Panels[0]).ReferenceLines[0].Value, 1e-12);
    }

    private static TableSet Tables(bool rivalsDoAsWell = false, double ofImages = 0.08)
    {
        int[] parts = [0, 1, 2, 3, 4, 5];
        return new TableSet(
        [
            Table.Of([new MaskRow("13×13 around Nyquist")]),
            Table.Of(parts.Select(part => new ImagesRow(part, 0.75 + Noise(part), rivalsDoAsWell ? 0.75 : 0.05, ofImages))),
            Table.Of(parts.SelectMany(part => Shares.Select(share => new ChangeRow(
                part, share.Key, share.Value + (share.Key == "contrast" ? 0 : Noise(part)), rivalsDoAsWell ? share.Value : White,
                MeanNorm: 2, Changed: 100, Unchanged: 0)))),
            Table.Of(parts.SelectMany(part => Shares.Keys.Append(Images).SelectMany(of => new[] { -1, 0, 1 }
                .Select(x => new MagnitudeRow(of, part, 0, x, 1 + Math.Abs(x)))))),
        ]);

        static double Noise(int part) => 0.001 * part;
    }

    private static IReadOnlyDictionary<string, double> Shares => CorruptionShares.All;
}
