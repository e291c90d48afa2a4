using Overtone.Catalog.SpectralBias.NoisyLabels;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.NoisyLabels;

public class SpectralBiasNoisyLabelsFindingsTests
{
    private static readonly SpectralBiasNoisyLabels Study = new();
    private static readonly NoisyLabelsOptions Options = new() { Steps = 1000, Controls = false };
    private static readonly double[] Frequencies = [0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>
    /// The published picture in numbers: the best error falls with k and hardly grows with the amplitude of fast noise, and comes at step
    /// 50.
    /// </summary>
    [Fact]
    public void Claims_hold_on_the_published_picture() =>
        Assert.All(
            Study.ConcludeFrom(Options, Tables()).Claims,
            claim => Assert.True(claim.Verdict == Verdict.Supported, $"{claim.Claim.Id}: {claim.Estimate}"));

    [Theory]
    [InlineData("fast-spares-wave", 1, 1, 0.2)]
    [InlineData("fast-amplitude-is-spared", 1, 1, 0.2)]
    [InlineData("slow-amplitude-wave", 0.1, 1, 0.1)]
    [InlineData("deeper-dip-wave", 0.2, 1, 0.6)]
    public void A_best_error_elsewhere_refutes_a_claim(string claim, double frequency, double amplitude, double best) =>
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options, Tables((k, b) => k == frequency && b == amplitude ? best : Best(k, b)), claim).Verdict);

    [Fact]
    public void A_best_error_that_comes_late_refutes_that_it_comes_early() => Assert.Equal(
        Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(bestStep: 400), "early-wave").Verdict);

    [Theory]
    [InlineData("fast-spares-wave")]
    [InlineData("deeper-dip-wave")]
    [InlineData("early-wave")]
    public void Permuted_errors_refute_what_is_said_of_dips(string claim)
    {
        var tables = Tables();
        for (var seed = 0; seed < 5; seed++)
            Assert.NotEqual(
                Verdict.Supported,
                PermutedClaims.Judge(Study, Options, tables.With(tables["curves"].Permute("validation_loss", seed)), claim).Verdict);
    }

    [Fact]
    public void Four_panels_hold_every_curve_and_the_clean_one_in_each()
    {
        var panels = Study.ConcludeFrom(Options, Tables()).Tables.Single(t => t.Name == "panels");
        string[] LabelsOf(string panel) =>
            [.. panels.Rows.Where(r => r.Text("panel") == panel).Select(r => r.Text("label")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["0.5", "1", "clean"], LabelsOf("a"));
        Assert.Equal(["0.5", "1", "clean"], LabelsOf("b"));
        Assert.Equal(["0.05", "0.1", "0.2", "0.5", "1", "clean"], LabelsOf("c"));
        Assert.Equal(["0.05", "0.1", "0.2", "0.5", "1", "clean"], LabelsOf("d"));
    }

    [Fact]
    public void Classes_that_are_not_there_are_refused()
    {
        foreach (var classes in new[] { new[] { "3" }, ["3", "3"], ["3", "cat"] })
        {
            using var run = new TestRun();
            Assert.Equal(
                "--classes",
                Assert.Throws<InvalidOptionException>(() => run.Execute(Study, new NoisyLabelsOptions { Classes = classes })).Option);
        }
    }

    private static double Best(double frequency, double amplitude) =>
        amplitude == 0 ? 0.03 : 0.03 + (amplitude * frequency switch { 0.05 => 0.17, 0.1 => 0.15, 0.2 => 0.12, 0.5 => 0.07, _ => 0.04 });

    // Three hundred curves' worth of records: an early dip, and a late error of 0.2 for the slowest wave and more for faster ones.
    private static TableSet Tables(Func<double, double, double>? best = null, long bestStep = 50)
    {
        var curves = new List<SpectralBiasNoisyLabels.Curve>();
        foreach (var (frequency, amplitude) in Frequencies.SelectMany(k => new[] { (k, 0.5), (k, 1.0) }).Prepend((0, 0)))
        {
            foreach (var (seed, step) in Enumerable.Range(1, 6).SelectMany(seed => Enumerable.Range(0, 21).Select(n => (seed, 50L * n))))
            {
                var late = amplitude == 0 ? 0.03 : 0.2 + (0.4 * Math.Sqrt(frequency));
                var validation = step == bestStep ? (best ?? Best)(frequency, amplitude) : step == 0 ? 1 : late + 1e-3;
                curves.Add(new(SpectralBiasNoisyLabels.Wave, frequency, amplitude, seed, step, 1.0 / (1 + step), validation));
            }
        }

        return new TableSet([Table.Of(curves)]);
    }
}
