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
    private static readonly string[] Controls = ["fast-half-missing-random", "error-doubles-clean"];

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
    [InlineData("slow-half-learned", "low")]
    [InlineData("fast-half-missing", "high")]
    public void Permuted_records_refute_a_claim(string claim, string column)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            Assert.NotEqual(
                Verdict.Supported,
                PermutedClaims.Judge(Study, Options, Tables().With(Tables()["curves"].Permute(column, seed)), claim).Verdict);
        }
    }

    // A smallest value and its place survive a permutation: what refutes these two is an error that falls to the end.
    [Theory]
    [InlineData("error-doubles")]
    [InlineData("best-comes-early")]
    public void An_error_that_only_falls_refutes_what_is_said_of_the_dip(string claim) =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(hasDip: false), claim).Verdict);

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

    // Best at step 200, when the slow half is learned and the fast one is not.
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
                    var validation = noise == KernelNoise.None || !hasDip ? 1.0 / (1 + step) : 0.05 + (0.3 * Math.Abs(step - 200) / 400.0);
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
