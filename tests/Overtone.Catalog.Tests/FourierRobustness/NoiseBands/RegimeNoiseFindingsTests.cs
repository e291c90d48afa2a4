using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.NoiseBands;
using Overtone.Studies;
using static Overtone.Catalog.FourierRobustness.NoiseBands.RegimeNoise;

namespace Overtone.Catalog.Tests.FourierRobustness.NoiseBands;

public class RegimeNoiseFindingsTests
{
    private static readonly RegimeNoise Study = new();
    private static readonly RegimeNoiseOptions Options = new() { Replicates = MadeUpNetworks.Seeds };
    private static readonly int[] Bandwidths = [3, 5, 7, 11, 15];

    [Fact]
    public void No_claim_survives_errors_that_are_permuted() =>
        PermutedClaims.Require(Study, Options, Tables(), _ => ("noise", "error"));

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(clean: 0.85)).Claims);

    // As in the independent reproduction of Fig. 5.
    private static TableSet Tables(double clean = 0.1) => MadeUpNetworks.With(
        Regimes,
        (regime, seed) =>
            from band in new[] { Low, High }
            from bandwidth in Bandwidths
            select new NoiseError(regime, seed, band, bandwidth, MadeUpNetworks.Jitter(seed) + Error(regime, band, bandwidth)),
        clean);

    private static double Error(TrainedRegime regime, string band, int bandwidth) => (regime, band) switch
    {
        (TrainedRegime.Natural, Low) => 0.25 + (bandwidth / 25.0),
        (_, Low) => 0.65 - (bandwidth / 50.0),
        (TrainedRegime.Natural, _) => 0.9,
        _ => 0.25,
    };
}
