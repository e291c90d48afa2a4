using Overtone.Catalog.SpectralBias.KernelBasis;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.KernelBasis;

public class SpectralBiasKernelBasisFindingsTests
{
    private static readonly SpectralBiasKernelBasis Study = new();
    private static readonly KernelBasisOptions Options = new() { Steps = 600, LateStep = 600 };
    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), claim => claim switch
    {
        "slow-half-learned" => ("curves", "low"),
        "fast-half-missing" => ("curves", "high"),
        _ => ("curves", "validation_loss"),
    });

    [Theory]
    [InlineData("slow-half-learned")]
    [InlineData("fast-half-missing")]
    public void Halves_of_a_random_basis_that_are_learned_alike_leave_nothing_to_claim(string claim)
    {
        var curves = Tables().Rows<SpectralBiasKernelBasis.Curve>().Select(r => r with { RandomLow = r.Low, RandomHigh = r.High });
        PermutedClaims.RequireRivalDecides(Study, Options, Tables().With(Table.Of(curves)), claim);
    }

    [Theory]
    [InlineData("error-doubles")]
    [InlineData("best-comes-early")]
    public void Slow_noise_with_the_same_dip_leaves_nothing_to_claim_of_fast_noise(string claim) => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<SpectralBiasKernelBasis.Curve>(
            Tables(), r => r.Noise == KernelNoise.Low, r => r.Noise == KernelNoise.High, r => r with { Noise = KernelNoise.Low }),
        claim);

    [Theory]
    [InlineData("error-doubles")]
    [InlineData("best-comes-early")]
    public void An_error_that_only_falls_is_that_of_slow_noise(string claim)
    {
        var judged = PermutedClaims.Judge(Study, Options, Tables(hasDip: false), claim);
        Assert.Equal((Verdict.DoesNotDiscriminate, 1.0), (judged.Verdict, judged.Estimate));
    }

    [Fact]
    public void Halves_are_judged_at_the_best_error()
    {
        Assert.All(PermutedClaims.Judge(Study, Options, Tables(), "slow-half-learned").Values, value => Assert.Equal(0.95, value));
        Assert.All(PermutedClaims.Judge(Study, Options, Tables(), "best-comes-early").Values, value => Assert.Equal(200.0 / 600, value));
    }

    [Fact]
    public void A_late_step_that_is_not_recorded_is_refused()
    {
        using var run = new TestRun();
        Assert.Equal(
            "--late-step",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { LateStep = 605 })).Option);
        Assert.Equal(
            "--late-step",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { LateStep = 700 })).Option);
    }

    // Best at step 200, when the slow half is learned and the fast one is not; without noise, and with slow noise, the error only falls.
    private static TableSet Tables(bool hasDip = true)
    {
        var curves = new List<SpectralBiasKernelBasis.Curve>();
        var spectra = new List<SpectralBiasKernelBasis.Spectrum>();
        var targets = new List<SpectralBiasKernelBasis.Target>();
        var modes = new List<SpectralBiasKernelBasis.KernelMode>();
        foreach (var noise in Enum.GetValues<KernelNoise>())
        {
            for (var seed = 1; seed <= 6; seed++)
            {
                for (var step = 0; step <= 600; step += 20)
                {
                    var validation = noise is KernelNoise.None or KernelNoise.Low || !hasDip
                        ? 1.0 / (1 + step)
                        : 0.05 + (0.3 * Math.Abs(step - 200) / 400.0);
                    curves.Add(
                        new(noise, seed, step, 1.0 / (1 + step), validation, step == 200 ? 0.95 : 0.6, step == 200 ? 0.1 : 0.7, 0.8, 0.8));
                    spectra.Add(new(noise, seed, step, 1.0, 0.5));
                }

                targets.Add(new(noise, seed, "clean labels", 1.0, 1.0));
            }

            for (var mode = 1; mode <= 4; mode++)
            {
                modes.Add(new(noise, 1, mode, 5.0 - mode, mode < 4 ? 1 : null, mode, 0, 2.5));
            }
        }

        return new TableSet([Table.Of(curves), Table.Of(spectra), Table.Of(targets), Table.Of(modes)]);
    }
}
