using Overtone.Catalog.SpectralBias.NoisyLabels;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.NoisyLabels;

public class SpectralBiasNoisyLabelsFindingsTests
{
    private static readonly SpectralBiasNoisyLabels Study = new();
    private static readonly NoisyLabelsOptions Options = new() { Steps = 1000 };
    private static readonly double[] Frequencies = [0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>
    /// The published picture in numbers: the best error falls with k and hardly grows with the amplitude of fast noise, and comes at step
    /// 50.
    /// </summary>
    [Fact]
    public void Claims_hold_on_the_published_picture_and_none_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), _ => ("curves", "validation_loss"));

    [Theory]
    [InlineData("fast-spares")]
    [InlineData("slow-amplitude")]
    [InlineData("deeper-dip")]
    [InlineData("early-wave")]
    public void Shuffled_noise_that_does_the_same_leaves_nothing_to_claim_of_a_frequency(string claim) =>
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<SpectralBiasNoisyLabels.Curve>(
                Tables(), r => r.Noise == SpectralBiasNoisyLabels.Shuffled, r => r.Noise == SpectralBiasNoisyLabels.Wave,
                r => r with { Noise = SpectralBiasNoisyLabels.Shuffled }),
            claim);

    [Fact]
    public void Slow_noise_whose_amplitude_is_spared_leaves_nothing_to_claim_of_fast_noise() => PermutedClaims.RequireRivalDecides(
        Study, Options, Tables((k, b) => Best(k == 0.1 ? 1 : k, b)), "fast-amplitude-is-spared");

    [Fact]
    public void A_best_error_that_comes_as_early_on_clean_labels_leaves_nothing_to_claim_of_noise() => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<SpectralBiasNoisyLabels.Curve>(
            Tables(), r => r.Amplitude == 0, r => r is { Noise: SpectralBiasNoisyLabels.Wave, Frequency: 1, Amplitude: 1 },
            r => r with { Frequency = 0, Amplitude = 0 }),
        "early-wave");

    [Theory]
    [InlineData("fast-spares", 1, 1, 0.3)]
    [InlineData("fast-amplitude-is-spared", 1, 1, 0.2)]
    [InlineData("slow-amplitude", 0.1, 1, 0.01)]
    [InlineData("deeper-dip", 0.2, 1, 0.6)]
    public void A_best_error_elsewhere_refutes_a_claim(string claim, double frequency, double amplitude, double best) =>
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options, Tables((k, b) => k == frequency && b == amplitude ? best : Best(k, b)), claim).Verdict);

    [Fact]
    public void A_best_error_that_comes_late_refutes_that_it_comes_early() => Assert.Equal(
        Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(bestStep: 400), "early-wave").Verdict);

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

    // An early dip, and a late error of 0.2 for the slowest wave and more for faster ones. On clean labels the error only falls; of
    // shuffled noise it matters little which wave it was, and the dip comes late.
    private static TableSet Tables(Func<double, double, double>? best = null, long bestStep = 50)
    {
        var curves = new List<SpectralBiasNoisyLabels.Curve>();
        foreach (var (frequency, amplitude) in Frequencies.SelectMany(k => new[] { (k, 0.5), (k, 1.0) }).Prepend((0, 0)))
        {
            foreach (var (seed, step) in Enumerable.Range(1, 6).SelectMany(seed => Enumerable.Range(0, 21).Select(n => (seed, 50L * n))))
            {
                var late = 0.2 + (0.4 * Math.Sqrt(frequency));
                var validation = step == 0 ? 1
                    : amplitude == 0 ? 0.03 + (0.5 / step)
                    : step == bestStep ? (best ?? Best)(frequency, amplitude) : late + 1e-3;
                curves.Add(new(SpectralBiasNoisyLabels.Wave, frequency, amplitude, seed, step, 1.0 / (1 + step), validation));
                if (amplitude > 0)
                {
                    curves.Add(new(
                        SpectralBiasNoisyLabels.Shuffled, frequency, amplitude, seed, step, 1.0 / (1 + step),
                        step == 0 ? 1 : step == 800 ? 0.03 + (0.1 * amplitude) : 0.35 - (0.05 * frequency)));
                }
            }
        }

        return new TableSet([Table.Of(curves)]);
    }
}
