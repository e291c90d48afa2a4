using Overtone.Catalog.SpectralBias;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias;

public class SpectralBiasPerturbationFindingsTests
{
    private static readonly SpectralBiasPerturbation Study = new();
    private static readonly SpectralBiasPerturbationOptions Options = new() { Deltas = 21, Controls = false };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables((k, delta) => Math.Exp(-delta * k / 30)), _ => ("ratios", "ratio"));

    [Fact]
    public void What_falls_alike_at_all_frequencies_refutes_every_claim() => Assert.All(
        Study.ConcludeFrom(Options, Tables((k, delta) => Math.Exp(-delta) * (1 + (0.01 * (k % 3))))).Claims,
        claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));

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
        Assert.Equal("--deltas", Assert.Throws<InvalidOptionException>(() => run.Execute(Study, new SpectralBiasPerturbationOptions { Deltas = 20 })).Option);
    }

    /// <summary>A real, tiny run: without a perturbation the ratio is exactly that of the trained network, which is 1.</summary>
    [Fact]
    public void A_length_of_zero_leaves_everything()
    {
        using var run = new TestRun();
        var outcome = run.Execute(Study, (SpectralBiasPerturbationOptions)Study.OptionsOf(Preset.Smoke));
        Assert.All(outcome.Tables["ratios"].Rows.Where(r => r.Number("delta") == 0), row =>
        {
            Assert.Equal(1, row.Number("ratio"), 1e-4);
            Assert.Equal(0, row.Number("deviation"), 1e-4);
        });
        Assert.Contains(outcome.Tables["ratios"].Rows, row => Math.Abs(row.Number("ratio") - 1) > 0.05);
    }

    private static TableSet Tables(Func<double, double, double> ratio)
    {
        var ratios = new TableBuilder("ratios", Column.Text("setting"), Column.Integer("seed"), Column.Number("delta"), Column.Number("frequency"), Column.Number("ratio"), Column.Number("deviation"));
        var networks = new TableBuilder("networks", Column.Text("setting"), Column.Integer("seed"), Column.Number("parameter_norm"), Column.Number("loss"));
        for (var seed = 1; seed <= 6; seed++)
        {
            networks.Add(SpectralBiasPerturbation.Trained, seed, 9 + (0.5 * seed), 1e-3);
            foreach (var (delta, k) in SpectralBiasPerturbation.DeltasOf(Options).SelectMany(delta => Options.Frequencies.Select(k => (delta, k))))
                ratios.Add(SpectralBiasPerturbation.Trained, seed, delta, (double)k, ratio(k, delta), 0.1);
        }

        return new TableSet([ratios.Build(), networks.Build()]);
    }
}
