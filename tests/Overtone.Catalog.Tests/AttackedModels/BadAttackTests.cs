using Overtone.Attacks;
using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Tests;

namespace Overtone.Catalog.Tests.AttackedModels;

/// <summary>What is asked for in vain is refused in one sentence, or it is said what was done instead.</summary>
public sealed class BadAttackTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("--epsilon", "1.5", "found '1.5', expected auto, or numbers above 0 and at most 1, a pixel's whole range")]
    [InlineData("--epsilon", "0", "found '0', expected auto, or numbers above 0")]
    [InlineData("--epsilon", "8/255/2", "found '8/255/2'")]
    [InlineData("--epsilon", "large", "found 'large'")]
    [InlineData("--attacks", "pgdd", "found 'pgdd', expected auto, or names separated by commas: fgsm, ")]
    [InlineData("--attacks", "cw", "found cw with --norm linf, expected --norm l2")]
    [InlineData("--attacks", "pgd-smallest", "found pgd-smallest with --norm l2, expected --norm linf")]
    [InlineData("--band", "low-pass=4", "found 'low-pass=4', expected band-pgd or band-apgd among --attacks")]
    [InlineData("--band", "low-pas=4", "found 'low-pas=4', expected low-pass=NUMBER, high-pass=NUMBER")]
    [InlineData("--model", "nothing.onnx", "found 'nothing.onnx', expected an existing ONNX or TorchScript file")]
    public void A_wrong_option_is_refused(string option, string value, string message)
    {
        AttackedModelOptions options = SmallAttack.Options with { Attacks = ["pgd"] };
        options = option switch
        {
            "--epsilon" => options with { Epsilon = [value] },
            "--attacks" => options with { Attacks = [value], Norm = value == "pgd-smallest" ? AttackNorm.L2 : AttackNorm.Linf },
            "--band" => options with { Band = value },
            _ => options with { Model = value },
        };
        var exception = Assert.Throws<InvalidOptionException>(() => _run.Run(options));
        Assert.Equal(option, exception.Option);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_depends_on_the_size_of_the_images_is_refused_once_it_is_known()
    {
        var wide = Assert.Throws<InvalidOptionException>(
            () => _run.Run(SmallAttack.Options with { Norm = AttackNorm.L2, Epsilon = ["9"], Attacks = ["pgd"] }));
        Assert.Contains("at most 8, the diagonal of the box of 1×8×8 pixels", wide.Message, StringComparison.Ordinal);
        var band = Assert.Throws<InvalidOptionException>(
            () => _run.Run(SmallAttack.Options with { Attacks = ["band-pgd"], Band = "square-low-pass=4" }));
        Assert.Contains("--band: found 'square-low-pass=4' for images of 8×8 pixels", band.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_gradients_is_attacked_by_scores_and_it_is_said()
    {
        var options = SmallAttack.Options with
        {
            Model = Path.Combine(Cases.Models, "detached-output.pt"),
            Data = Path.Combine(Cases.Data, "small-photos"),
            Images = 8,
            Queries = 5,
            Epsilon = ["8/255"],
            Attacks = [ChosenAttacks.Auto],
            Masking = MaskingChoice.Usual,
        };
        RunOutcome outcome = _run.Run(options);
        Assert.Equal(["square linf", "random-noise linf"], outcome.Tables.Rows<LedgerEntry>().Select(r => r.Attack).Distinct());
        Assert.Contains(
            outcome.Findings!.Warnings, w => w.StartsWith("Only attacks that ask for scores were made", StringComparison.Ordinal));
        Assert.Contains(outcome.Findings.NotMeasured, n => n.Part == "masking check convergence");
        Assert.DoesNotContain(outcome.Findings.NotMeasured, n => n.Part == "masking check repeatability");
        options = SmallAttack.Options with { Model = SmallAudit.Fixture("noise.onnx") };
        var refused = Assert.Throws<InvalidOptionException>(() => _run.Run(options with { Attacks = ["apgd"] }));
        Assert.StartsWith("--attacks: found apgd for noise.onnx, expected a model with gradients (node ", refused.Message);
        Assert.EndsWith("or square or random-noise, which need none", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_have_no_ratio_of_logits_and_it_is_said_what_was_raised_instead()
    {
        string data = Path.GetFullPath(Path.Combine(_run.Store, "..", "two.npz"));
        SmallAttack.WriteTwoClasses(data);
        RunOutcome outcome = _run.Run(SmallAttack.Options with
        {
            Model = SmallAttack.Fixture("two_classes.onnx"),
            Data = data,
            Images = 30,
            Epsilon = ["0.1"],
            Attacks = ["apgd"],
        });
        Assert.Contains(outcome.Findings!.Notes, note => note
            == "apgd linf dlr: the difference of logits ratio needs 3 classes; with 2, the margin was raised instead.");
        Assert.Contains(outcome.Tables.Rows<LedgerEntry>(), r => r.Broken);
    }

    [Fact]
    public void Logits_that_are_no_numbers_end_an_attack_with_a_sentence()
    {
        string? said = null;
        _run.OnEvent = e => said = e.Kind == TrialEventKind.Failed ? e.Text : said;
        RunOutcome outcome = _run.Execute(
            AttackedModelStudy.Instance, SmallAttack.Options with { Model = SmallAttack.Fixture("nan.onnx"), Attacks = ["apgd"] });
        Assert.Null(outcome.Findings);
        Assert.Contains("nan.onnx: output: found NaN among the logits of an image under attack, expected numbers", said);
    }

    [Fact]
    public void Usual_bounds_follow_the_size_of_the_images()
    {
        var options = SmallAttack.Options with { Epsilon = ["auto"] };
        Assert.Equal(["1/255", "2/255", "4/255", "8/255"], BoundList.Of(options, null).Select(b => b.Text));
        Assert.Equal(8 / 255.0, BoundList.Of(options, null)[^1].Value);
        options = options with { Norm = AttackNorm.L2 };
        Assert.Equal([0.0625, 0.125, 0.25, 0.5], BoundList.Of(options, new ModelSize(3, 32, 32, 1)).Select(b => b.Value));
        Assert.Equal("not_broken_at_0_0625", BoundList.Of(options, new ModelSize(3, 32, 32, 1))[0].EstimateName);
        options = SmallAttack.Options with { Epsilon = ["0.5", "2/255", "1/2"] };
        Assert.Equal(["2/255", "0.5"], BoundList.Of(options, null).Select(b => b.Text));
    }
}
