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
    private static readonly string[] Controls = ["order-scattered", "pair-differs-on"];

    [Fact]
    public void Claims_hold_and_controls_fail_on_the_published_picture()
    {
        foreach (var claim in Study.ConcludeFrom(Options, Tables()).Claims)
        {
            Assert.True(
                claim.Verdict == (Controls.Contains(claim.Claim.Id) ? Verdict.NotSupported : Verdict.Supported),
                $"{claim.Claim.Id}: {claim.Estimate}, {claim.Reason}");
        }
    }

    [Theory]
    [InlineData("order-circle", "spectra", "ratio")]
    [InlineData("petals-faster", "spectra", "ratio")]
    [InlineData("petals-smaller-loss", "losses", "loss")]
    [InlineData("signs-rise", "accuracies", "accuracy")]
    [InlineData("signs-no-fall", "accuracies", "accuracy")]
    [InlineData("waves-reach", "waves", "bandwidth")]
    public void Permuted_numbers_refute_a_claim(string claim, string table, string column)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            Assert.NotEqual(
                Verdict.Supported,
                PermutedClaims.Judge(Study, Options, Tables().With(Tables()[table].Permute(column, seed)), claim).Verdict);
        }
    }

    [Theory]
    [InlineData("pair-fits", "lower_accuracy", "agreement_off")]
    [InlineData("pair-differs", "agreement_off", "agreement_on")]
    public void Exchanged_columns_refute_what_is_said_of_pairs(string claim, string first, string second) =>
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options, Tables().With(PermutedClaims.Exchange(Tables()["pairs"], first, second)), claim).Verdict);

    [Fact]
    public void A_wave_that_reaches_further_refutes_the_edge() =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(beyond: 2.1), "waves-end").Verdict);

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
