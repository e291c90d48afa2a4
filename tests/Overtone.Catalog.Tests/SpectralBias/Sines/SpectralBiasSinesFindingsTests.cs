using Overtone.Catalog.SpectralBias.Sines;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.Sines;

public class SpectralBiasSinesFindingsTests
{
    private const int Seeds = 6;
    private static readonly SpectralBiasSines Study = new();
    private static readonly SinesOptions Options = new();
    private static readonly string[] Settings = ["equal", "increasing"];
    // A frequency is learned at each record but the first and the last.
    private static readonly long[] Steps = [0, .. Enumerable.Range(0, 11).Select(n => 25L << n)];

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim => claim switch
        {
            "norms-equal" or "norms-increasing" => ("norms", "spectral_norm"),
            "low-pass-equal" => ("losses", "low_pass_of_error"),
            "low-pass-of-learned-equal" => ("losses", "low_pass_of_learned"),
            _ => ("spectra", "ratio"),
        });

    [Fact]
    public void Frequencies_learned_in_falling_order_refute_the_order_and_show_no_delay()
    {
        var findings = Study.ConcludeFrom(Options, Tables(k => Steps[10 - Place(k)]));
        foreach (var setting in Settings)
        {
            JudgedClaim Of(string claim) => findings.Claims.Single(c => c.Claim.Id == $"{claim}-{setting}");
            Assert.Equal(Verdict.NotSupported, Of("order").Verdict);
            Assert.Equal(Verdict.NotSupported, Of("falling").Verdict);
            Assert.Equal(-1, Of("order").Estimate, 1e-12);
            // Less than one is no better than one, which any learner blind to frequency has.
            Assert.Equal(Verdict.DoesNotDiscriminate, Of("delay").Verdict);
        }
    }

    /// <summary>Inputs that have no neighbours know no frequency: what is learned there in the same order is not the claim's.</summary>
    [Theory]
    [InlineData("order-equal")]
    [InlineData("delay-equal")]
    [InlineData("falling-equal")]
    [InlineData("norms-equal")]
    [InlineData("low-pass-of-learned-equal")]
    public void Inputs_without_neighbours_that_are_learned_alike_leave_nothing_to_claim(string claim)
    {
        const string Control = SpectralBiasSines.Control;
        var tables = PermutedClaims.WithRival<SpectralBiasSines.Spectrum>(
            Tables(), r => r.Setting == Control, r => r.Setting == "equal", r => r with { Setting = Control });
        tables = PermutedClaims.WithRival<SpectralBiasSines.Fit>(
            tables, r => r.Setting == Control, r => r.Setting == "equal", r => r with { Setting = Control });
        tables = PermutedClaims.WithRival<SpectralBiasSines.Norm>(
            tables, r => r.Setting == Control, r => r.Setting == "equal", r => r with { Setting = Control });
        PermutedClaims.RequireRivalDecides(Study, Options, tables, claim);
    }

    /// <summary>
    /// Of a function that has hardly begun to learn, the distance from ten sines is nearly that from nine more: whoever learns.
    /// </summary>
    [Fact]
    public void A_loss_that_has_hardly_fallen_leaves_nothing_to_claim_of_the_low_passed_target() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(early: 4.9), "low-pass-equal");

    /// <summary>
    /// Frequency 20 is never learned: the last step stands for it, so that the delay is a lower bound and the order stays.
    /// </summary>
    [Fact]
    public void A_frequency_that_is_never_learned_ranks_last()
    {
        var tables = Tables(k => k == 20 ? long.MaxValue : Steps[Place(k) + 1]);
        Assert.Equal(1, PermutedClaims.Judge(Study, Options, tables, "order-equal").Estimate, 1e-12);
        Assert.Equal((double)Steps[^1] / Steps[2], PermutedClaims.Judge(Study, Options, tables, "delay-equal").Estimate, 1e-9);
    }

    /// <summary>All frequencies at one step: neither an order nor a delay.</summary>
    [Fact]
    public void Inputs_without_neighbours_are_a_rival_of_their_own()
    {
        JudgedRival OneHot(string claim) => PermutedClaims.Judge(Study, Options, Tables(), claim).Rivals[^1];
        Assert.Equal(0, OneHot("order-equal").Estimate, 1e-12);
        Assert.Equal(1, OneHot("delay-increasing").Estimate, 1e-12);
        Assert.Equal(1, OneHot("norms-equal").Estimate, 1e-12);
    }

    /// <summary>With a loss of a quarter, half of every sine is left and half is learned: as far from any low-passed target.</summary>
    [Fact]
    public void A_learner_whose_error_shrinks_equally_is_as_far_from_every_low_passed_target()
    {
        var tables = Tables(early: 1.25);
        Assert.Equal(1, PermutedClaims.Judge(Study, Options, tables, "low-pass-equal").Rivals[0].Estimate, 1e-12);
        Assert.Equal(1, PermutedClaims.Judge(Study, Options, tables, "low-pass-of-learned-equal").Rivals[0].Estimate, 1e-12);
    }

    [Fact]
    public void Published_times_stand_beside_ours()
    {
        var times = Study.ConcludeFrom(Options, Tables()).Tables.Single(t => t.Name == "learning_times");
        Assert.Equal(4 * 10, times.RowCount);
        var published = times.Rows.Where(r => r.Text("source") != "here" && r.Text("setting") == "equal");
        Assert.Equal(22_000, published.Single(r => r.Number("frequency") == 50).Number("half_step"));
    }

    private static int Place(double frequency) => Array.IndexOf(Options.Frequencies, (int)frequency);

    // Half of a sine is learned at a chosen step, less before and more after it. On inputs without neighbours it is learned at step 100,
    // and no norm grows.
    private static TableSet Tables(Func<double, long>? learnedAt = null, double early = 1)
    {
        var spectra = new List<SpectralBiasSines.Spectrum>();
        var fits = new List<SpectralBiasSines.Fit>();
        var norms = new List<SpectralBiasSines.Norm>();
        foreach (var (setting, seed, step) in Settings.Append(SpectralBiasSines.Control).SelectMany(s =>
            Enumerable.Range(1, Seeds).SelectMany(seed => Steps.Select(step => (s, seed, step)))))
        {
            var isControl = setting == SpectralBiasSines.Control;
            foreach (double k in Options.Frequencies)
            {
                double learned = isControl ? 100 : learnedAt?.Invoke(k) ?? Steps[Place(k) + 1];
                var ratio = step >= learned ? 1 - (0.1 * learned / step) : 0.1 + (0.3 * step / learned);
                spectra.Add(new(
                    setting, seed, step, k, isControl ? ratio * (1 + (0.01 * (Place(k) % 3))) : ratio, step >= learned ? 0.01 : 1.0));
            }

            // The loss falls to a fifth, which is less than three quarters, at the early step of the options.
            var distance = step == Options.EarlyStep && !isControl ? 0.3 : 2;
            fits.Add(new(setting, seed, step, step < Options.EarlyStep ? 5 : step == Options.EarlyStep ? early : 1, distance, distance));
            norms.AddRange(Enumerable.Range(1, 6).Select(layer =>
                new SpectralBiasSines.Norm(setting, seed, step, layer, step == Steps[^1] && !isControl ? 2.0 : 1.0, 20.0)));
        }

        return new TableSet([Table.Of(spectra), Table.Of(fits), Table.Of(norms)]);
    }
}
