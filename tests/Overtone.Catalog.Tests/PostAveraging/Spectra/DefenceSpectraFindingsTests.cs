using Overtone.Catalog.PostAveraging;
using Overtone.Catalog.PostAveraging.Spectra;
using Overtone.Catalog.Tests.FourierRobustness;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.PostAveraging.Spectra.DefenceSpectra;

namespace Overtone.Catalog.Tests.PostAveraging.Spectra;

public class DefenceSpectraFindingsTests
{
    private const double Radius = 0.9;
    private static readonly DefenceSpectra Study = new();
    private static readonly DefenceSpectraOptions Options = new() { Replicates = MadeUpNetworks.Seeds };
    private static readonly InputSize Size = new(1, 8, 8);
    private static readonly PredictedLines Theory = new(Size, Options.Directions, Radius, Options.Draws);

    // In radians per R.
    private static readonly double[] Frequencies = [4, 6, 9, 12, 17, 20, 25, 30];

    [Fact]
    public void No_claim_survives_rows_that_are_permuted() => PermutedClaims.Require(
        Study, Options, Tables(), claim => claim == "heat-map" ? ("heat_map", "shift") : ("lines", "ratio"));

    [Fact]
    public void Power_that_a_shift_takes_too_shows_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(onePoint: 0.02), "damping");

    [Fact]
    public void A_heat_map_that_a_blur_leaves_too_shows_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(blur: 0.95), "heat-map");

    [Fact]
    public void High_frequencies_that_averaging_leaves_too_show_nothing()
    {
        TableSet tables = PermutedClaims.WithRival<LineRow>(
            Tables(), row => row.Defence == SpectraDefence.PostAveraging, row => row.Defence == SpectraDefence.LowPass,
            row => row with { Defence = SpectraDefence.PostAveraging });
        PermutedClaims.RequireRivalDecides(Study, Options, tables, "image-filter");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0.5)]
    public void A_floor_twice_as_high_or_half_as_high_as_theory_says_is_not_supported(double factor)
    {
        JudgedClaim claim = PermutedClaims.Judge(Study, Options, Tables(floor: factor), "floor");
        Assert.Equal(Verdict.NotSupported, claim.Verdict);
        Assert.Equal(Math.Log10(2), claim.Estimate, 0.02);
    }

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(clean: 0.15)).Claims);

    [Fact]
    public void Bands_that_are_rounding_are_left_out_and_a_note_says_how_many()
    {
        StudyFindings found = Study.ConcludeFrom(Options, Tables(floor: 2, noiseFrom: 15));
        Assert.Contains(found.Notes, note => note.StartsWith(
            $"{4 * MadeUpNetworks.Seeds * 3} of the {Frequencies.Length * MadeUpNetworks.Seeds * 3}", StringComparison.Ordinal));
        // Nothing is left from 16 on, so that nothing is claimed of it; what is below is as before.
        Assert.NotEqual(Verdict.Supported, found.Claims.Single(c => c.Claim.Id == "floor").Verdict);
        Assert.Equal(Verdict.Supported, found.Claims.Single(c => c.Claim.Id == "damping").Verdict);
    }

    [Fact]
    public void Too_few_samples_for_the_floor_are_refused()
    {
        using var run = new TestRun();
        Assert.Contains(
            "enough for 24/R",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, new DefenceSpectraOptions { Samples = 64 })).Message,
            StringComparison.Ordinal);
    }

    private static TableSet Tables(
        double clean = 0.9, double onePoint = 1, double blur = 0.6, double floor = 1, double noiseFrom = double.MaxValue) => new(
    [
        Table.Of(
            from kind in Enum.GetValues<AveragedKind>()
            from seed in MadeUpNetworks.EachSeed
            from defence in SpectraDefences.OfImages
            select new CleanRow(kind, seed, defence, clean, 10, Size.Channels, Size.Height, Size.Width, Radius)),
        Table.Of(
            from seed in MadeUpNetworks.EachSeed
            from lines in new[]
            {
                (LineDirection.Random, SpectraOutput.Logits), (LineDirection.Gradient, SpectraOutput.Logits),
                (LineDirection.Random, SpectraOutput.Probabilities),
            }
            from defence in Enum.GetValues<SpectraDefence>()
            from frequency in Frequencies
            let ratio = Ratio(defence, frequency / Radius, onePoint, floor) * (1 + MadeUpNetworks.Jitter(seed))
            select new LineRow(
                seed, lines.Item1, lines.Item2, defence, frequency / Radius, ratio * Math.Pow(frequency, -4), ratio, ratio,
                defence == SpectraDefence.None && frequency >= noiseFrom ? 0.01 : defence == SpectraDefence.None ? 1e-7 : 0)),
        Table.Of(
            from seed in MadeUpNetworks.EachSeed
            from defence in Enum.GetValues<SpectraDefence>()
            from frequency in Frequencies
            select new BinRow(seed, defence, frequency / Radius, Math.Pow(frequency, -4))),
        Table.Of(
            from kind in Enum.GetValues<AveragedKind>()
            from seed in MadeUpNetworks.EachSeed
            from defence in SpectraDefences.OfImages
            from y in Enumerable.Range(-4, 8)
            from x in Enumerable.Range(-4, 8)
            select new CellRow(kind, seed, defence, y, x, (3 + MadeUpNetworks.Jitter(seed + y + 4)) * Shift(defence, y, x, blur))),
    ]);

    private static double Ratio(SpectraDefence defence, double frequency, double onePoint, double floor) => defence switch
    {
        SpectraDefence.OnePoint => onePoint,
        SpectraDefence.PostAveraging or SpectraDefence.PostAveragingDraws => floor * Theory.Of(defence, frequency)!.Value,
        SpectraDefence.LowPass => 0.2,
        _ => Theory.Of(defence, frequency) ?? (defence == SpectraDefence.Jpeg ? 1000 : 1),
    };

    private static double Shift(SpectraDefence defence, int y, int x, double blur) => defence switch
    {
        SpectraDefence.Blur => blur,
        SpectraDefence.LowPass => double.Hypot(y, x) <= 2 ? 1 : 0,
        SpectraDefence.PostAveraging or SpectraDefence.Ball => 0.98,
        _ => 1,
    };
}
