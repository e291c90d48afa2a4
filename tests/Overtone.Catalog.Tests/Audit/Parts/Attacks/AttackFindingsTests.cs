using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Tests;

namespace Overtone.Catalog.Tests.Audit;

public class AttackFindingsTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with
    {
        Model = SmallAudit.Fixture("digits.pt"),
        Images = 80,
        Region = 3,
        Attacks = ["auto"],
        AttackImages = 40,
        EpsilonLinf = 0.1,
        EpsilonL2 = 0.8,
    };

    [Fact]
    public void Each_image_counts_by_its_worst_attack_and_descent_beats_a_single_step()
    {
        using var run = new TestRun();
        StudyFindings findings = run.Execute(new ModelAudit(), Options).Findings!;
        var attacks = new TableSet(findings.Tables).Rows<AttackRate>().ToDictionary(r => r.Attack, r => r.Accuracy);
        Assert.Equal(5, attacks.Count);
        double worst = findings.Estimates.Single(e => e.Name == "accuracy_under_linf_attack").Value;
        Assert.All(attacks.Where(a => a.Key.Contains("linf")), a => Assert.True(worst <= a.Value + 1e-12));
        Assert.True(attacks["pgd linf cross-entropy"] <= attacks["fgsm linf cross-entropy"]);
        Assert.True(worst < findings.Estimates.Single(e => e.Name == "clean_accuracy").Value);
    }

    [Fact]
    public void Noise_is_flat_and_attacks_keep_within_their_norm()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ModelAudit(), Options);
        var noise = outcome.Tables.Rows<ChangeRing>().Where(r => r.Change == "gaussian noise").ToArray();
        // Ring 0 is one frequency of 40 images.
        Assert.All(noise.Skip(1), r => Assert.Equal(1, r.RelativeEnergy, 0.25));
        Assert.All(outcome.Tables.Rows<AttackAnswer>(), r => Assert.InRange(r.Distance, 0, r.Epsilon + 1e-6));
    }

    [Fact]
    public void A_stronger_wave_breaks_more_and_more_queries_break_no_fewer()
    {
        using var run = new TestRun();
        var found = run.Execute(new ModelAudit(), Options with { Attacks = ["fourier"] }).Findings!;
        double[][] success =
        [
            .. new TableSet(found.Tables).Rows<FourierAttackRate>().GroupBy(r => r.Attack)
                .Select(attack => attack.OrderBy(r => r.Norm).Select(r => r.SuccessRate).ToArray()),
        ];
        Assert.Equal(4, success[0].Length);
        Assert.True(success[0][^1] > success[0][0]);
        Assert.All(success[0].Zip(success[1]), pair => Assert.True(pair.First >= pair.Second));
    }

    public static TheoryData<string, int> ModelsWithoutGradient => new()
    {
        { SmallAudit.Fixture("rounding.pt"), 8 },
        { Path.Combine(Cases.Models, "detached-output.pt"), 16 },
        { Path.Combine(Cases.Models, "argmax-output.pt"), 16 },
    };

    [Theory]
    [MemberData(nameof(ModelsWithoutGradient))]
    public void No_gradient_is_no_robustness(string model, int side)
    {
        using var run = new TestRun();
        var data = side == 8 ? Options.Data : Path.Combine(Cases.Data, "small-photos");
        var options = Options with { Model = model, Data = data, Images = 30, AttackImages = 20, Method = HeatMapMethod.Gradient };
        var outcome = run.Execute(new ModelAudit(), side == 8 ? options with { Mean = [0.3], Std = [0.35] } : options);
        Assert.Empty(outcome.Failures);
        var estimates = outcome.Findings!.Estimates.ToDictionary(e => e.Name);
        foreach (var name in new[] { "accuracy_under_linf_attack", "accuracy_under_l2_attack", "gradient_rank_correlation" })
        {
            Assert.False(estimates[name].IsMeasured);
            Assert.StartsWith("Not measured: no gradient (", estimates[name].Statement, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(outcome.Findings.Estimates, e => e.Statement.Contains("NaN", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Findings.Figures.SelectMany(f => f.Panels), p => p.Title.Contains("NaN", StringComparison.Ordinal));
        Assert.Empty(new TableSet(outcome.Findings.Tables).Rows<AttackRate>());
        Assert.Equal(["gaussian noise", "images"], outcome.Tables.Rows<ChangeShare>().Select(r => r.Change).Order());
        Assert.Equal(7, outcome.Findings.NotMeasured.Count);
        Assert.All(outcome.Findings.NotMeasured, part => Assert.StartsWith("no gradient (", part.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tenth_of_the_images_may_lack_a_gradient()
    {
        Assert.Null(GradientCoverage.ReasonAgainst(0, 0));
        Assert.Null(GradientCoverage.ReasonAgainst(18, 20));
        Assert.Equal("no gradient for 3 of 20 images (zero, or not a number)", GradientCoverage.ReasonAgainst(17, 20));
        Assert.Contains("for each of 20 images", GradientCoverage.ReasonAgainst(0, 20), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ONNX_file_is_attacked_as_the_same_network_in_TorchScript_is()
    {
        using var run = new TestRun();
        var options = Options with { Method = HeatMapMethod.Gradient };
        AuditOptions onnx = options with { Model = SmallAudit.Fixture("digits.onnx") };
        TableSet script = Tables(options), found = Tables(onnx);
        Assert.All(
            script.Rows<AttackRate>().Zip(found.Rows<AttackRate>()),
            pair => Assert.Equal((pair.First.Attack, pair.First.Accuracy), (pair.Second.Attack, pair.Second.Accuracy)));
        Assert.All(
            script.Rows<CellGradient>().Zip(found.Rows<CellGradient>()),
            pair => Assert.Equal(pair.First.Sensitivity, pair.Second.Sensitivity, 1e-4 * pair.First.Sensitivity));
        Assert.Contains(found.Rows<ModelProperty>(), r => r is { Property: "gradients", Value: "by libtorch" });

        TableSet Tables(AuditOptions audited)
        {
            RunOutcome outcome = run.Execute(new ModelAudit(), audited);
            return new TableSet(outcome.Tables.All.Concat(outcome.Findings!.Tables));
        }
    }

    [Fact]
    public void Without_gradients_auto_leaves_them_out_and_asking_for_them_is_refused()
    {
        AuditOptions options = Options with { Model = SmallAudit.Fixture("noise.onnx") };
        Assert.Empty(AttackChoice.Of(options).Families);
        Assert.True(AttackChoice.Of(options).Fourier);
        Assert.Contains("found operator Random", Refusal("pgd"), StringComparison.Ordinal);
        Assert.Contains("fgsm, pgd, fourier", Refusal("deepfool"), StringComparison.Ordinal);

        string Refusal(string attack) =>
            Assert.Throws<InvalidOptionException>(() => AttackChoice.Of(options with { Attacks = [attack] })).Message;
    }
}
