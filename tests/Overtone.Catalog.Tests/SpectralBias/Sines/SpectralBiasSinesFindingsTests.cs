using Overtone.Catalog.SpectralBias.Sines;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.Sines;

public class SpectralBiasSinesFindingsTests
{
    private const int Seeds = 6;
    private static readonly SpectralBiasSines Study = new();
    private static readonly SinesOptions Options = new() { Controls = false };
    // A frequency is learned at each record but the first and the last.
    private static readonly long[] Steps = [0, .. Enumerable.Range(0, 11).Select(n => 25L << n)];

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(["equal", "increasing"]), claim => claim switch
        {
            "norms-equal" or "norms-increasing" => ("norms", "spectral_norm"),
            "low-pass-equal" => ("losses", "low_pass_of_error"),
            "low-pass-of-learned-equal" => ("losses", "low_pass_of_learned"),
            _ => ("spectra", "ratio"),
        });

    [Fact]
    public void Frequencies_learned_in_falling_order_refute_order_and_delay()
    {
        var tables = Tables(["equal", "increasing"], k => Steps[10 - Place(k)]);
        Assert.All(
            Study
                .ConcludeFrom(Options, tables)
                .Claims.Where(c =>
                    c.Claim.Id.StartsWith("order", StringComparison.Ordinal) || c.Claim.Id.StartsWith("delay", StringComparison.Ordinal)),
            claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));
        Assert.Equal(-1, PermutedClaims.Judge(Study, Options, tables, "order-of-mean-equal").Estimate, 1e-12);
    }

    /// <summary>
    /// Frequency 20 is never learned: the last step stands for it, so that the delay is a lower bound and the order stays.
    /// </summary>
    [Fact]
    public void A_frequency_that_is_never_learned_ranks_last()
    {
        var tables = Tables(["equal", "increasing"], k => k == 20 ? long.MaxValue : Steps[Place(k) + 1]);
        Assert.Equal(1, PermutedClaims.Judge(Study, Options, tables, "order-of-mean-equal").Estimate, 1e-12);
        Assert.Equal((double)Steps[^1] / Steps[2], PermutedClaims.Judge(Study, Options, tables, "delay-equal").Estimate, 1e-9);
    }

    [Fact]
    public void The_control_is_reported_beside_the_claims()
    {
        var claims = Study.ConcludeFrom(new SinesOptions(), Tables(["equal", "increasing", SpectralBiasSines.Control], _ => 100)).Claims;
        var controls = claims.Where(c => c.Claim.Role == ClaimRole.NegativeControl).ToArray();
        Assert.Equal(5, controls.Length);
        // All frequencies at one step: neither an order nor a delay.
        Assert.Equal(Verdict.NotSupported, controls.Single(c => c.Claim.Id == "order-control-one-hot").Verdict);
        Assert.Equal(1, controls.Single(c => c.Claim.Id == "delay-control-one-hot").Estimate, 1e-12);
    }

    [Fact]
    public void Published_times_stand_beside_ours()
    {
        var times = Study.ConcludeFrom(Options, Tables(["equal", "increasing"])).Tables.Single(t => t.Name == "learning_times");
        Assert.Equal(4 * 10, times.RowCount);
        var published = times.Rows.Where(r => r.Text("source") != "here" && r.Text("setting") == "equal");
        Assert.Equal(22_000, published.Single(r => r.Number("frequency") == 50).Number("half_step"));
    }

    private static int Place(double frequency) => Array.IndexOf(Options.Frequencies, (int)frequency);

    private static TableSet Tables(string[] settings, Func<double, long>? learnedAt = null)
    {
        var spectra = new List<SpectralBiasSines.Spectrum>();
        var fits = new List<SpectralBiasSines.Fit>();
        var norms = new List<SpectralBiasSines.Norm>();
        foreach (var (setting, seed, step) in settings.SelectMany(s =>
            Enumerable.Range(1, Seeds).SelectMany(seed => Steps.Select(step => (s, seed, step)))))
        {
            foreach (double k in Options.Frequencies)
            {
                var isLearned = step >= (learnedAt?.Invoke(k) ?? Steps[Place(k) + 1]);
                spectra.Add(new(setting, seed, step, k, isLearned ? 1.0 : 0.1, isLearned ? 0.01 : 1.0));
            }

            // The loss falls below three quarters at step 800; the early step of the options is 200.
            fits.Add(new(setting, seed, step, step >= 800 ? 1.0 : 5.0, step == Options.EarlyStep ? 0.3 : 2.0, step == 800 ? 0.3 : 2.0));
            norms.AddRange(Enumerable.Range(1, 6).Select(layer =>
                new SpectralBiasSines.Norm(setting, seed, step, layer, step == Steps[^1] ? 2.0 : 1.0, 20.0)));
        }

        return new TableSet([Table.Of(spectra), Table.Of(fits), Table.Of(norms)]);
    }
}
