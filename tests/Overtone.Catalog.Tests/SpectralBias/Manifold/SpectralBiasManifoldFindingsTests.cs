using Overtone.Catalog.SpectralBias.Manifold;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.Manifold;

public class SpectralBiasManifoldFindingsTests
{
    private static readonly SpectralBiasManifold Study = new();
    private static readonly ManifoldOptions Options = new()
    {
        Samples = 200,
        Petals = [0, 16],
        SignPetals = [0, 2, 4],
        SignFrequencies = [1, 4, 7],
        Steps = 1000,
    };
    /// <summary>
    /// A pair has one number a seed, and a wave's reach beyond the edge is a largest value, which no permutation changes: there on the
    /// curve and off it change places, and a wave reaches further.
    /// </summary>
    [Fact]
    public void Claims_hold_on_the_published_picture_and_none_survives_a_changed_table()
    {
        var tables = Tables();
        TableSet Permuted(string table, string column, int seed) => tables.With(tables[table].Permute(column, seed));
        PermutedClaims.Require(Study, Options, tables, (claim, seed) => claim switch
        {
            "petals-smaller-loss" => Permuted("losses", "loss", seed),
            "signs-rise" => Permuted("accuracies", "accuracy", seed),
            "waves-reach" => Permuted("waves", "bandwidth", seed),
            "pair-differs" => tables.With(PermutedClaims.Exchange(tables["pairs"], "agreement_off", "agreement_on")),
            "waves-end" => Tables(beyond: 2.1),
            _ => Permuted("spectra", "ratio", seed),
        });
    }

    [Fact]
    public void Scattered_points_that_are_learned_in_order_leave_nothing_to_claim_of_the_circle() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Scattered("circle"), "order-circle");

    [Theory]
    [InlineData("petals-faster")]
    [InlineData("petals-smaller-loss")]
    public void Scattered_points_that_are_learned_as_fast_leave_nothing_to_claim_of_petals(string claim) =>
        PermutedClaims.RequireRivalDecides(Study, Options, Scattered("16 petals"), claim);

    [Fact]
    public void A_pair_that_differs_as_much_on_the_curve_leaves_nothing_to_claim_of_the_plane()
    {
        var pairs = Tables().Rows<SpectralBiasManifold.Pair>().Select(r => r with { AgreementOn = r.AgreementOff });
        PermutedClaims.RequireRivalDecides(Study, Options, Tables().With(Table.Of(pairs)), "pair-differs");
    }

    [Fact]
    public void Signs_that_are_told_alike_on_every_curve_refute_that_petals_help()
    {
        var accuracies = Tables().Rows<SpectralBiasManifold.SignFit>().Select(r => r with { Accuracy = 0.9 });
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options, Tables().With(Table.Of(accuracies)), "signs-rise").Verdict);
    }

    [Fact]
    public void A_circle_that_never_gets_there_counts_with_its_last_step()
    {
        var claim = PermutedClaims.Judge(Study, Options, Tables(circleLearns: false), "petals-faster");
        Assert.All(claim.Values, value => Assert.Equal(200.0 / Options.Steps, value));
    }

    [Theory]
    [InlineData("--petals", new[] { 4, 8 }, new[] { 0, 2, 4 })]
    [InlineData("--petals", new[] { 0 }, new[] { 0, 2, 4 })]
    [InlineData("--sign-petals", new[] { 0, 4 }, new[] { 0, 4, 2 })]
    public void Curves_that_tell_nothing_are_refused(string option, int[] petals, int[] signPetals)
    {
        using var run = new TestRun();
        var options = Options with { Petals = petals, SignPetals = signPetals };
        Assert.Equal(option, Assert.Throws<InvalidOptionException>(() => run.Execute(Study, options)).Option);
    }

    // Scattered points that are learned as a curve is.
    private static TableSet Scattered(string curve)
    {
        var spectra = PermutedClaims.WithRival<SpectralBiasManifold.Spectrum>(
            Tables(), r => r.Curve == SpectralBiasManifold.Scattered, r => r.Curve == curve,
            r => r with { Curve = SpectralBiasManifold.Scattered });
        return PermutedClaims.WithRival<SpectralBiasManifold.Fit>(
            spectra, r => r.Curve == SpectralBiasManifold.Scattered, r => r.Curve == curve,
            r => r with { Curve = SpectralBiasManifold.Scattered });
    }

    // On the circle frequency n is learned at step 100 n, with petals all at step 200; scattered, in no order.
    private static TableSet Tables(double beyond = 0.9, bool circleLearns = true)
    {
        var spectra = new List<SpectralBiasManifold.Spectrum>();
        var losses = new List<SpectralBiasManifold.Fit>();
        var accuracies = new List<SpectralBiasManifold.SignFit>();
        var pairs = new List<SpectralBiasManifold.Pair>();
        var waves = new List<SpectralBiasManifold.PlaneWave>();
        int[] scattered = [5, 3, 8, 1, 9, 2, 7, 4, 6, 10];
        for (var seed = 1; seed <= 6; seed++)
        {
            foreach (var (curve, petals) in new[] { ("circle", 0), ("16 petals", 16), (SpectralBiasManifold.Scattered, 0) })
            {
                for (var step = 0; step <= 1000; step += 100)
                {
                    losses.Add(new(curve, petals, seed, step, petals > 0 ? 0.1 / (1 + step) : 1.0 / (1 + step)));
                    for (var n = 1; n <= 10; n++)
                    {
                        var learned = curve == "circle" ? (circleLearns ? 100 * n : 5000) : petals > 0 ? 200 : 100 * scattered[n - 1];
                        spectra.Add(new(curve, petals, seed, step, 4 * n, step >= learned ? 0.9 : 0.1, 0.5));
                    }
                }
            }

            foreach (var (petals, frequency) in new[] { 0, 2, 4 }.SelectMany(petals =>
                new[] { 10, 40, 70 }.Select(frequency => (petals, frequency))))
            {
                var accuracy = frequency == 10 ? 1 : 0.6 + (0.08 * petals) - (0.001 * frequency);
                accuracies.Add(new(seed, petals, frequency, accuracy, 0.5, accuracy - 0.5));
            }

            pairs.Add(new(seed, 0.97, 0.98, 0.6));
            foreach (var (petals, wave) in new[] { 0, 4, 8 }.SelectMany(petals => new[] { 20, 50 }.Select(wave => (petals, wave))))
            {
                waves.Add(new(seed, petals, wave, wave * (1 + petals), wave, beyond));
            }
        }

        return new TableSet([Table.Of(spectra), Table.Of(losses), Table.Of(accuracies), Table.Of(pairs), Table.Of(waves)]);
    }
}
