using Overtone.Catalog.TrainingStages;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;

namespace Overtone.Catalog.Tests.TrainingStages;

public class DeepStagesFindingsTests
{
    private static readonly TrainingStagesStudy Study = new();
    private static readonly TrainingStagesOptions Options = (TrainingStagesOptions)Study.OptionsOf(Preset.Paper);

    [Theory]
    [InlineData("deep-relu-exponent", -2.5)]
    [InlineData("deep-tanh-exponent", -25)]
    [InlineData("other-loss-exponent", -2.6)]
    public void The_exponent_is_the_slope_on_logarithms_of_what_is_more_than_rounding(string claim, double slope) =>
        Assert.All(PermutedClaims.Judge(Study, Options, Tables(), claim).Values, value => Assert.Equal(slope, value, 1e-9));

    [Theory]
    [InlineData("deep-relu-exponent", true, 2, HiddenActivation.Relu, 2)]
    [InlineData("deep-tanh-exponent", false, 2, HiddenActivation.Tanh, 2)]
    [InlineData("other-loss-exponent", true, 4, HiddenActivation.Relu, 4)]
    public void A_rival_whose_share_falls_as_fast_leaves_nothing_to_claim(
        string claim, bool isUniform, double power, HiddenActivation other, double otherPower)
    {
        var inputs = isUniform ? InputDensity.Uniform : InputDensity.Normal;
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<DeepStages.WholeShare>(
                Tables(), r => r.Activation == HiddenActivation.Relu && r.Inputs == inputs && r.Power == power,
                r => r.Activation == other && r.Inputs == InputDensity.Normal && r.Power == otherPower,
                r => r with { Activation = HiddenActivation.Relu, Inputs = inputs, Power = power }),
            claim);
    }

    [Theory]
    [InlineData("deep-relu-exponent")]
    [InlineData("deep-tanh-exponent")]
    [InlineData("other-loss-exponent")]
    public void No_power_survives_permuted_shares(string claim)
    {
        for (var seed = 0; seed < 5; seed++)
            Assert.NotEqual(
                Verdict.Supported,
                PermutedClaims.Judge(Study, Options, Tables().With(Tables()["deep_shares"].Permute("share", seed)), claim).Verdict);
    }

    [Fact]
    public void One_violation_refutes_a_bound()
    {
        void Require(string claim, Table[] deep) =>
            Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(deep), claim).Verdict);

        Require("deep-balance", DeepStagesTables.All(imbalance: 1e-9));
        Require("deep-gradient", DeepStagesTables.All(loss: 1e-9));
        Require("deep-moment", DeepStagesTables.All(used: 1.001));
        Require("deep-late", DeepStagesTables.All(late: 1.001));
        Require("deep-smoothness", DeepStagesTables.All(smooth: 1.001));
        Require("deep-half-life", DeepStagesTables.All(window: 1.001));
    }

    private static TableSet Tables(Table[]? deep = null) =>
        new([.. TrainingStagesFindingsTests.OneLayer(), .. deep ?? DeepStagesTables.All()]);
}
