using Overtone.Catalog.PostAveraging;
using Overtone.Catalog.PostAveraging.Adaptive;
using Overtone.Catalog.Tests.FourierRobustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static Overtone.Catalog.PostAveraging.Adaptive.PostAveragingAdaptive;

namespace Overtone.Catalog.Tests.PostAveraging.Adaptive;

public class PostAveragingAdaptiveFindingsTests
{
    private static readonly PostAveragingAdaptive Study = new();

    private static readonly PostAveragingAdaptiveOptions Options = new()
    {
        Replicates = MadeUpNetworks.Seeds,
        OtherDirections = [],
        OtherRadii = [],
    };

    [Fact]
    public void No_claim_survives_accuracies_that_are_permuted() => PermutedClaims.Require(
        Study, Options, Tables(),
        claim => ("accuracies", claim switch
        {
            "oblivious-gain" => "transfer",
            "adaptive-gain" => "worst",
            _ => "reported",
        }));

    [Fact]
    public void A_gain_that_a_linear_classifier_has_too_shows_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(linear: 0.45), "adaptive-gain");

    [Fact]
    public void A_fall_that_noise_makes_too_shows_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(noise: 0.3), "collapse");

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(clean: 0.15)).Claims);

    private static TableSet Tables(double clean = 0.95, double linear = 0.1, double noise = 0.9) => new(
    [
        Table.Of(
            from kind in Enum.GetValues<AveragedKind>()
            from seed in MadeUpNetworks.EachSeed
            from defence in Enum.GetValues<AveragedDefence>()
            where kind == AveragedKind.Network || defence != AveragedDefence.Smoothing
            select Row(kind, seed, defence, clean, linear, noise)),
        Table.Of(MadeUpNetworks.EachSeed.Select(seed => new CertificateRow(seed, 0.1, 0.9, 0.2, 1000))),
    ]);

    private static AccuracyRow Row(AveragedKind kind, long seed, AveragedDefence defence, double clean, double linear, double noise)
    {
        bool isAveraged = defence != AveragedDefence.None;
        double left = 0.1 + (isAveraged ? kind == AveragedKind.Linear ? linear - 0.1 : 0.25 : 0) + MadeUpNetworks.Jitter(seed);
        return new AccuracyRow(
            kind, seed, defence, isAveraged ? Options.Directions : 0, isAveraged ? 1 : 0, isAveraged ? 0.9 : 0, 10, 30, clean, noise,
            isAveraged ? 0.9 : 0.1, left, left, left, 5, 1);
    }
}
