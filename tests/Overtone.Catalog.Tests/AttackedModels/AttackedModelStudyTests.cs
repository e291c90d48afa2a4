using System.Text.Json;
using Overtone.Attacks;
using Overtone.Catalog.AttackedModels;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.AttackedModels;

public sealed class AttackedModelStudyTests : IDisposable
{
    private static readonly string[] Linf =
    [
        "fgsm", "fgsm-smallest", "pgd", "pgd-smallest", "apgd", "fab", "deepfool", "standard", "band-pgd", "band-apgd", "square",
        "random-noise",
    ];

    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Every_attack_is_part_of_its_trial_and_comes_back_as_it_was()
    {
        var options = SmallAttack.Options with { Band = "low-pass=2" };
        Attack[] attacks =
        [
            .. Of(options with { Attacks = Linf }, AttackNorm.Linf),
            .. Of(options with { Attacks = [.. Linf.Except(["pgd-smallest"]), "cw"] }, AttackNorm.L2),
        ];
        Assert.Equal(2 * (Linf.Length + 3), attacks.Select(attack => attack.Name).Distinct().Count());
        foreach (Attack attack in attacks)
        {
            AttackedModelTrial trial = new ModelAttackTrial(SmallAudit.Subject, attack, [0.1], 0, 5);
            string json = JsonSerializer.Serialize(trial, StudyJson.Compact);
            Assert.StartsWith("{\"$type\":\"attack\",", json, StringComparison.Ordinal);
            Assert.Equal(attack, ((ModelAttackTrial)JsonSerializer.Deserialize<AttackedModelTrial>(json, StudyJson.Compact)!).Attack);
        }

        static IReadOnlyList<Attack> Of(AttackedModelOptions options, AttackNorm norm) =>
            ChosenAttacks.Of(options with { Norm = norm }, new NormBall(norm, 0.1), null, null);
    }

    [Fact]
    public void The_help_names_every_attack()
    {
        string help = typeof(AttackedModelOptions).GetProperty(nameof(AttackedModelOptions.Attacks))!
            .GetCustomAttributes(false).OfType<OptionAttribute>().Single().Description;
        Assert.All([.. Linf, "cw"], (string name) => Assert.Contains(name, help, StringComparison.Ordinal));
    }

    [Fact]
    public void Stronger_attacks_leave_less_and_checks_of_an_honest_network_pass()
    {
        RunOutcome outcome = _run.Run(SmallAttack.Options with
        {
            Attacks = ["random-noise", "fgsm", "standard", "band-apgd"],
            Band = "low-pass=2",
            Epsilon = ["0.1"],
            Images = 30,
            Targets = 2,
            Masking = MaskingChoice.Full,
        });
        StudyFindings findings = outcome.Findings!;
        var left = SmallAttack.Derived<CurvePoint>(findings).Where(r => r.Epsilon > 0).ToDictionary(r => r.Attack, r => r.Accuracy);
        Assert.True(left["standard linf"] <= left["fgsm linf cross-entropy"]);
        Assert.True(left["fgsm linf cross-entropy"] <= left["random-noise linf"]);
        Assert.True(left["standard linf"] < left["random-noise linf"]);
        Assert.Equal(left.Values.Min(), left[AttackCurves.Worst], 1e-12);
        Assert.Contains(findings.Notes, note => note.StartsWith("Of changes within a band", StringComparison.Ordinal));
        Assert.Equal(4, outcome.Tables.Rows<AttackPartEntry>().Select(r => r.Part).Distinct().Count());
        Assert.DoesNotContain(findings.Warnings, w => w.StartsWith("Masking", StringComparison.Ordinal));
        Assert.Equal(0, findings.Estimates.Single(e => e.Name == "failed_masking_checks").Value);
        Assert.All(
            outcome.Tables.Rows<MaskingEntry>(), r => Assert.True(r.NotMade.Length > 0 || r.ForwardPasses > 0, r.Check));
        Assert.All(SmallAttack.Sentences(findings), text => Assert.DoesNotContain("robust", text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Rounding inside the model makes its gradient zero everywhere.</summary>
    [Fact]
    public void A_model_that_hides_its_gradients_is_suspect()
    {
        RunOutcome outcome = _run.Run(SmallAttack.Options with
        {
            Model = SmallAudit.Fixture("rounding.pt"),
            Mean = [0.3],
            Std = [0.35],
            Attacks = ["pgd"],
            Epsilon = ["0.05"],
            Images = 20,
            Masking = MaskingChoice.Usual,
        });
        AttackVerdict verdict = Assert.Single(SmallAttack.Derived<AttackVerdict>(outcome.Findings!));
        Assert.StartsWith("suspect: vanishing-gradients", verdict.Verdict, StringComparison.Ordinal);
        Assert.Contains("no gradient", verdict.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_models_are_attacked_on_the_same_images_and_stand_side_by_side()
    {
        AttackedModelOptions options = SmallAttack.Options with { Attacks = ["fgsm"], Images = 20 };
        string other = SmallAudit.Fixture("digits.onnx");
        RunOutcome both = _run.Run(options with { CompareWith = [other] });
        StudyFindings alone = _run.Run(options with { Model = other }).Findings!;
        StudyFindings findings = both.Findings!;
        Assert.Equal("compared-attack-curves", findings.Figures[0].Id);
        Assert.Equal(["linear", "digits"], SmallAttack.Derived<ComparedPoint>(findings).Select(r => r.Model).Distinct());
        foreach (Estimate estimate in alone.Estimates.Where(e => e.IsMeasured))
            Assert.Equal(estimate.Value, findings.Estimates.Single(e => e.Name == $"digits.{estimate.Name}").Value);
        Assert.Equal(20, new TableSet(both.Tables.All)["digits_clean"].RowCount);
    }
}
