using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.Corruptions;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;

namespace Overtone.Catalog.Tests.FourierRobustness.Corruptions;

public class RegimeCorruptionsFindingsTests
{
    private static readonly RegimeCorruptions Study = new();
    private static readonly RegimeCorruptionsOptions Options = new();

    // Of a regime: the slope of its gains, and the share at which it neither gains nor loses.
    private static readonly Dictionary<TrainedRegime, (double Slope, double Zero, double Gain)> Published = new()
    {
        [TrainedRegime.Natural] = (0, 0, 0),
        [TrainedRegime.Gaussian] = (0.6, 0.3, 0),
        [TrainedRegime.Adversarial] = (0.45, 0.4, 0),
        [TrainedRegime.AutoAugment] = (0, 0, 0.15),
        [TrainedRegime.LowPass] = (0.3, 0.2, 0),
        [TrainedRegime.HighPass] = (-0.3, 0, 0),
    };

    /// <summary>Under each corruption and severity the errors are those of other networks.</summary>
    [Fact]
    public void No_claim_survives_networks_that_are_exchanged() => PermutedClaims.Require(Study, Options, Tables(Published), (_, seed) =>
    {
        var random = new Random(seed);
        return Tables(Published).With(Table.Of(Tables(Published).Rows<CorruptionError>().GroupBy(r => (r.Corruption, r.Severity))
            .SelectMany(one =>
            {
                double[] errors = [.. one.Select(r => r.Error)];
                random.Shuffle(errors);
                return one.Zip(errors, (row, error) => row with { Error = error });
            })));
    });

    /// <summary>Every corruption has the share of the one at the other end.</summary>
    [Theory]
    [InlineData("slope-gaussian")]
    [InlineData("slope-adversarial")]
    [InlineData("slope-low-pass")]
    [InlineData("slope-high-pass")]
    [InlineData("correlation-gaussian")]
    public void Shares_turned_round_refute_what_is_said_of_them(string claim)
    {
        TableSet turned = Tables(Published).With(
            Table.Of(Tables(Published).Rows<CorruptionError>().Select(r => r with { HighShare = 1 - r.HighShare })));
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, turned, claim).Verdict);
    }

    [Fact]
    public void Regimes_that_change_nothing_support_nothing() => Assert.All(
        Study.ConcludeFrom(Options, Tables(Published.ToDictionary(r => r.Key, _ => (0.0, 0.0, 0.0)))).Claims,
        claim => Assert.NotEqual(Verdict.Supported, claim.Verdict));

    [Fact]
    public void An_exchanged_order_of_mean_corruption_errors_is_refuted()
    {
        var exchanged = new Dictionary<TrainedRegime, (double, double, double)>(Published)
        {
            [TrainedRegime.AutoAugment] = Published[TrainedRegime.Adversarial],
            [TrainedRegime.Adversarial] = Published[TrainedRegime.AutoAugment],
        };
        foreach (string claim in new[] { "autoaugment-before-gaussian", "gaussian-before-adversarial" })
            Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(exchanged), claim).Verdict);
    }

    [Fact]
    public void Slopes_and_mean_corruption_errors_are_those_that_the_tables_are_made_with()
    {
        StudyFindings findings = Study.ConcludeFrom(Options, Tables(Published));
        foreach ((TrainedRegime regime, (double slope, double zero, double gain)) in Published.Where(r => r.Key != TrainedRegime.Natural))
        {
            string name = StudyText.Kebab(regime);
            Assert.Equal(slope, Of($"slope.{name}"), 0.01);
            double expected = CorruptionShares.All.Values.Average(share => 100 * (0.4 - gain - (slope * (share - zero))) / 0.4);
            Assert.Equal(expected, Of($"mean_corruption_error.{name}"), 1.0);
        }

        Assert.Equal(100, Of("mean_corruption_error.natural"), 1e-9);

        double Of(string estimate) => findings.Estimates.Single(e => e.Name == estimate).Value;
    }

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell()
    {
        StudyFindings findings = Study.ConcludeFrom(
            Options, Tables(Published).With(MadeUpNetworks.Clean(Published.Keys, error: 0.85)));
        Assert.Empty(findings.Claims);
        Assert.NotEmpty(findings.Figures);
        Assert.Contains(findings.Notes, note => note.StartsWith("Too small to tell", StringComparison.Ordinal));
    }

    [Fact]
    public void A_corruption_that_changes_nothing_has_no_place_in_the_lines()
    {
        TableSet tables = Tables(Published).With(Table.Of(Tables(Published).Rows<CorruptionError>()
            .Select(r => r.Corruption == "snow" ? r with { HighShare = double.NaN } : r)));
        StudyFindings findings = Study.ConcludeFrom(Options, tables);
        Assert.Equal(0.6, findings.Estimates.Single(e => e.Name == "slope.gaussian").Value, 0.01);
        Assert.Contains(findings.Notes, note => note.StartsWith("snow changed no image", StringComparison.Ordinal));
    }

    /// <summary>Ratios to an error of one image in a thousand would be a thousandfold whatever the regime.</summary>
    [Fact]
    public void Corruptions_that_are_too_easy_are_left_out_of_the_mean_corruption_error()
    {
        double Of(TableSet tables) => Study.ConcludeFrom(Options, tables).Estimates
            .Single(e => e.Name == "mean_corruption_error.auto-augment").Value;
        TableSet Easy(Func<string, bool> isEasy) => Tables(Published).With(Table.Of(Tables(Published).Rows<CorruptionError>()
            .Select(r => r.Regime == TrainedRegime.Natural && isEasy(r.Corruption) ? r with { Error = 0.001 } : r)));
        Assert.Equal(Of(Tables(Published)), Of(Easy(corruption => corruption == "brightness")), 0.5);
        Assert.Equal(double.NaN, Of(Easy(_ => true)));
        Assert.Contains(
            Study.ConcludeFrom(Options, Easy(corruption => corruption == "brightness")).Notes,
            note => note.EndsWith("these: brightness.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_severity_of_spectra_that_is_not_measured_is_refused()
    {
        using var run = new TestRun();
        RegimeCorruptionsOptions options = RegimeCorruptionsOptions.Smoke with { Severities = [1, 5] };
        Assert.Equal("--spectrum-severity", Assert.Throws<InvalidOptionException>(() => run.Execute(Study, options)).Option);
    }

    // Errors of natural networks are 0.4 on average; seeds and corruptions differ a little.
    private static TableSet Tables(Dictionary<TrainedRegime, (double Slope, double Zero, double Gain)> regimes)
    {
        var random = new Random(1);
        return new TableSet(
        [
            MadeUpNetworks.Clean(regimes.Keys),
            Table.Of([new MaskRow("13×13 around Nyquist")]),
            Table.Of(
                from seed in MadeUpNetworks.EachSeed
                from regime in regimes
                from share in CorruptionShares.All
                from severity in new[] { 1, 3, 5 }
                let gain = regime.Value.Gain + (regime.Value.Slope * (share.Value - regime.Value.Zero))
                let error = 0.4 + (0.01 * (severity - 3)) - gain + (0.002 * (random.NextDouble() - 0.5))
                select new CorruptionError(regime.Key, seed, share.Key, severity, error, share.Value)),
        ]);
    }
}
