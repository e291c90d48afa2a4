using Overtone.Catalog.SpectralBias.Perturbation;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.Perturbation;

public class SpectralBiasPerturbationFindingsTests
{
    private static readonly SpectralBiasPerturbation Study = new();
    private static readonly PerturbationOptions Options = new() { Deltas = 21 };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables((k, delta) => Math.Exp(-delta * k / 30)), _ => ("ratios", "ratio"));

    [Fact]
    public void What_rises_with_frequency_refutes_every_claim() => Assert.All(
        Study.ConcludeFrom(Options, Tables((k, delta) => Math.Exp(-3 * delta / k))).Claims,
        claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));

    [Fact]
    public void What_falls_alike_at_all_frequencies_is_what_inputs_without_neighbours_show() => Assert.All(
        Study.ConcludeFrom(Options, Tables(Alike)).Claims, claim => Assert.Equal(Verdict.DoesNotDiscriminate, claim.Verdict));

    [Theory]
    [InlineData("order")]
    [InlineData("highest")]
    [InlineData("half-length")]
    public void Inputs_without_neighbours_that_lose_the_same_leave_nothing_to_claim(string claim) => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<SpectralBiasPerturbation.RatioLeft>(
            Tables((k, delta) => Math.Exp(-delta * k / 30)), r => r.Setting == SpectralBiasPerturbation.Control,
            r => r.Setting == SpectralBiasPerturbation.Trained, r => r with { Setting = SpectralBiasPerturbation.Control }),
        claim);

    [Fact]
    public void Lengths_are_reported_by_the_trained_norm_too()
    {
        var left = Study.ConcludeFrom(Options, Tables((_, _) => 1)).Tables.Single(t => t.Name == "left");
        // Norms of 9.5 to 12 over six seeds; the mean of 5/norm.
        var expected = Enumerable.Range(1, 6).Average(seed => 5 / (9 + (0.5 * seed)));
        Assert.Equal(expected, left.Rows.First(r => r.Text("source") == "here" && r.Number("delta") == 5).Number("relative_delta"), 1e-12);
    }

    [Fact]
    public void Ratios_above_one_are_kept_as_they_are()
    {
        var left = Study.ConcludeFrom(Options, Tables((_, delta) => 1 + delta)).Tables.Single(t => t.Name == "left");
        Assert.Equal(6, left.Rows.Where(r => r.Text("source") == "here").Max(r => r.Number("ratio")), 1e-12);
    }

    [Fact]
    public void An_even_number_of_lengths_has_no_middle_and_is_refused()
    {
        using var run = new TestRun();
        Assert.Equal(
            "--deltas",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, new PerturbationOptions { Deltas = 20 })).Option);
    }

    /// <summary>A real, tiny run: without a perturbation the ratio is exactly that of the trained network, which is 1.</summary>
    [Fact]
    public void A_length_of_zero_leaves_everything()
    {
        using var run = new TestRun();
        var outcome = run.Execute(Study, (PerturbationOptions)Study.OptionsOf(Preset.Smoke));
        Assert.All(outcome.Tables["ratios"].Rows.Where(r => r.Number("delta") == 0), row =>
        {
            Assert.Equal(1, row.Number("ratio"), 1e-4);
            Assert.Equal(0, row.Number("deviation"), 1e-4);
        });
        Assert.Contains(outcome.Tables["ratios"].Rows, row => Math.Abs(row.Number("ratio") - 1) > 0.05);
    }

    private static double Alike(double frequency, double delta) => Math.Exp(-delta) * (1 + (0.01 * (frequency % 3)));

    // In the control all frequencies fall alike.
    private static TableSet Tables(Func<double, double, double> ratio)
    {
        var ratios = new List<SpectralBiasPerturbation.RatioLeft>();
        var networks = new List<SpectralBiasPerturbation.Network>();
        for (var seed = 1; seed <= 6; seed++)
        {
            foreach (var (setting, left) in new[] { (SpectralBiasPerturbation.Trained, ratio), (SpectralBiasPerturbation.Control, Alike) })
            {
                networks.Add(new(setting, seed, 9 + (0.5 * seed), 1e-3));
                ratios.AddRange(Options.Lengths.SelectMany(delta => Options.Frequencies.Select(k =>
                    new SpectralBiasPerturbation.RatioLeft(setting, seed, delta, k, left(k, delta), 0.1))));
            }
        }

        return new TableSet([Table.Of(ratios), Table.Of(networks)]);
    }
}
