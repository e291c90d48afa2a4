using Overtone.Catalog.FourierFeatures;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FourierFeatures;

public class FourierFeaturesFindingsTests
{
    private static readonly FourierFeaturesStudy Study = new();
    private static readonly FourierFeaturesOptions Options = new() { Size = 16 };
    private static readonly FittedNetworks Networks = FittedNetworks.Of(Options);
    private static readonly int[] Seeds = [.. Enumerable.Range(1, 16)];

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim =>
            claim.Contains("deviation", StringComparison.Ordinal) || claim.StartsWith("between", StringComparison.Ordinal)
                ? ("psnr", "psnr")
                : ("rings", "error"));

    [Theory]
    [InlineData("features-have-high")]
    [InlineData("sines-have-high")]
    [InlineData("scales-have-high")]
    public void Low_features_that_have_the_high_frequencies_leave_nothing_to_claim(string claim) =>
        RequireRivalDecides(claim, WithRings(Networks.Smallest, Networks.Middle));

    [Fact]
    public void Features_that_lack_the_high_frequencies_too_leave_nothing_to_claim_of_the_plain_network() =>
        RequireRivalDecides("plain-lacks-high", WithRings(Networks.Middle, FittedNetworks.Plain));

    [Fact]
    public void White_noise_that_is_as_small_at_low_frequencies_leaves_no_order() => RequireRivalDecides(
        "plain-low-first", Tables().With(Table.Of(Seeds.SelectMany(seed => Enumerable.Range(0, 9).Select(ring =>
            new FourierFeaturesStudy.WhiteRing(seed, ring, ring < 2 ? 0.1 : 1))))));

    [Fact]
    public void A_large_width_that_fits_as_badly_leaves_nothing_to_claim_of_a_small_one() => RequireRivalDecides(
        "small-deviation-underfits", WithPsnr(Networks.Largest, Networks.Smallest, FourierFeaturesStudy.Trained));

    [Fact]
    public void A_middle_width_that_overfits_as_much_leaves_nothing_to_claim_of_a_large_one() => RequireRivalDecides(
        "large-deviation-overfits", WithPsnr(Networks.Middle, Networks.Largest, FourierFeaturesStudy.HeldOut));

    [Fact]
    public void Shuffled_pixels_that_are_filled_in_as_well_leave_no_best_width() => RequireRivalDecides(
        "between-fills-in-best",
        PermutedClaims.WithRival<FourierFeaturesStudy.Fit>(
            Tables(), r => r.Pixels == TrainingPixels.HalfOfShuffled,
            r => r.Pixels == TrainingPixels.Half && Networks.Features.Any(network => network.Name == r.Network),
            r => r with { Pixels = TrainingPixels.HalfOfShuffled }));

    [Fact]
    public void Too_few_widths_leave_none_between_and_are_refused()
    {
        using var run = new TestRun();
        var fault = Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Deviations = [1, 2, 3] }));
        Assert.Equal("--deviations", fault.Option);
    }

    private static void RequireRivalDecides(string claim, TableSet tables) =>
        PermutedClaims.RequireRivalDecides(Study, Options, tables, claim);

    private static TableSet WithRings(CoordinateNetwork rival, CoordinateNetwork other) =>
        PermutedClaims.WithRival<FourierFeaturesStudy.Ring>(
            Tables(), r => r.Pixels == TrainingPixels.All && r.Network == rival.Name,
            r => r.Pixels == TrainingPixels.All && r.Network == other.Name, r => r with { Network = rival.Name });

    private static TableSet WithPsnr(CoordinateNetwork rival, CoordinateNetwork other, string part) =>
        PermutedClaims.WithRival<FourierFeaturesStudy.Fit>(
            Tables(), r => r.Pixels == TrainingPixels.Half && r.Part == part && r.Network == rival.Name,
            r => r.Pixels == TrainingPixels.Half && r.Part == part && r.Network == other.Name, r => r with { Network = rival.Name });

    // At the last of many steps the features have what the plain network lacks; a middle width fills in best. White noise is as large at
    // all frequencies, and nothing fills in shuffled pixels.
    private static TableSet Tables()
    {
        var psnr = new List<FourierFeaturesStudy.Fit>();
        var rings = new List<FourierFeaturesStudy.Ring>();
        foreach (var seed in Seeds)
        {
            foreach (var (network, pixels) in Networks.Fits)
            {
                foreach (var step in new[] { 0, 5, 20, 50, 100, 200, 300 })
                {
                    Add(network, pixels, seed, step);
                }
            }
        }

        var white = Seeds.SelectMany(seed => Enumerable.Range(0, 9).Select(ring => new FourierFeaturesStudy.WhiteRing(seed, ring, 1)));
        return new TableSet([Table.Of(psnr), Table.Of(rings), Table.Of(white)]);

        void Add(CoordinateNetwork network, TrainingPixels pixels, int seed, int step)
        {
            var (name, last) = (network.Name, step == 300);
            var slow = network == FittedNetworks.Plain || network == Networks.Smallest;
            for (var ring = 0; ring <= 8; ring++)
            {
                rings.Add(new(name, pixels, seed, step, ring, !last ? 0.7 : slow ? (ring < 2 ? 0.1 : 1) : 0.1));
            }

            var between = Networks.Between.Contains(network);
            psnr.Add(new(name, pixels, seed, step, FourierFeaturesStudy.Trained, last ? (slow ? 10 : 40) : 15));
            psnr.Add(
                new(name, pixels, seed, step, FourierFeaturesStudy.HeldOut, last && between && pixels == TrainingPixels.Half ? 38.0 : 10));
        }
    }
}
