using Overtone.Catalog.TrainingStages;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;

namespace Overtone.Catalog.Tests.TrainingStages;

public class TrainingStagesFindingsTests
{
    private static readonly TrainingStagesStudy Study = new();
    private static readonly TrainingStagesOptions Options = (TrainingStagesOptions)Study.OptionsOf(Preset.Paper);

    [Fact]
    public void Tables_that_keep_all_bounds_support_all_claims_and_the_control()
    {
        PermutedClaims.RequireHolding(Study, Options, Tables());
        Assert.Equal(
            Verdict.Supported, Study.ConcludeFrom(Options, Tables()).ClaimsOf(ClaimRole.NegativeControl).Single().Verdict);
    }

    /// <summary>A power tells of the activation only where less smooth inputs, or a less smooth activation, have another one.</summary>
    [Theory]
    [InlineData("relu-exponent", HiddenActivation.Relu, true, HiddenActivation.Relu)]
    [InlineData("relu-squared-exponent", HiddenActivation.Relu, false, HiddenActivation.ReluSquared)]
    [InlineData("tanh-far", HiddenActivation.Relu, false, HiddenActivation.Tanh)]
    public void A_rival_whose_share_falls_as_fast_leaves_nothing_to_claim(
        string claim, HiddenActivation activation, bool isUniform, HiddenActivation other)
    {
        var inputs = isUniform ? InputDensity.Uniform : InputDensity.Normal;
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<TrainingStagesStudy.StepShare>(
                Tables(), r => r.Activation == activation && r.Inputs == inputs,
                r => r.Activation == other && r.Inputs == InputDensity.Normal,
                r => r with { Activation = activation, Inputs = inputs }),
            claim);
    }

    [Theory]
    [InlineData("relu-exponent")]
    [InlineData("relu-squared-exponent")]
    [InlineData("tanh-far")]
    public void No_power_survives_permuted_shares(string claim)
    {
        for (var seed = 0; seed < 5; seed++)
            Assert.NotEqual(
                Verdict.Supported,
                PermutedClaims.Judge(Study, Options, Tables().With(Tables()["shares"].Permute("share", seed)), claim).Verdict);
    }

    [Fact]
    public void One_violation_refutes_a_bound()
    {
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(imbalance: 1e-9), "balance").Verdict);
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(used: 1.001), "moment").Verdict);
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(late: 1.001), "late").Verdict);
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(smooth: 1.001), "smoothness").Verdict);
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(window: 1.001), "half-life").Verdict);
    }

    [Fact]
    public void The_exponent_is_the_slope_on_logarithms() =>
        Assert.All(PermutedClaims.Judge(Study, Options, Tables(), "relu-squared-exponent").Values, value => Assert.Equal(-5, value, 1e-9));

    /// <summary>Made-up tables of networks with one hidden layer.</summary>
    internal static Table[] OneLayer(
        double imbalance = 1e-15, double used = 0.9, double window = 0.3, double late = 0.5, double smooth = 0.6)
    {
        var shares = new List<TrainingStagesStudy.StepShare>();
        var windows = new List<TrainingStagesStudy.WindowShare>();
        var checks = new List<TrainingStagesStudy.Check>();
        foreach (var (activation, inputs, power) in new[]
        {
            (HiddenActivation.Relu, InputDensity.Normal, -3.0),
            (HiddenActivation.ReluSquared, InputDensity.Normal, -5),
            (HiddenActivation.Tanh, InputDensity.Normal, -30),
            (HiddenActivation.Relu, InputDensity.Uniform, -1),
        })
        {
            for (var seed = 1; seed <= 6; seed++)
            {
                foreach (var cutoff in new[] { 0.5, 2.5, 4, 5.5, 8, 15 })
                {
                    foreach (var step in new[] { 0, 100, 300 })
                        shares.Add(new(activation, inputs, seed, step, cutoff, cutoff < 1 ? 0.9 : Math.Pow(cutoff, power), 1, 1, 1));
                    windows.Add(new(activation, inputs, seed, 0, 100, cutoff, window, 1));
                }

                checks.Add(new(activation, inputs, seed, 301, imbalance, used, late, smooth, 1, 0.1));
            }
        }

        return [Table.Of(shares), Table.Of(windows), Table.Of(checks)];
    }

    private static TableSet Tables(
        double imbalance = 1e-15, double used = 0.9, double window = 0.3, double late = 0.5, double smooth = 0.6) =>
        new([.. OneLayer(imbalance, used, window, late, smooth), .. DeepStagesTables.All()]);
}
