using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Tests.Audit.Attacks;

public class AttackFindingsTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with { Model = SmallAudit.Fixture("digits.pt"), Images = 80, Region = 3, Attacks = ["auto"], AttackImages = 40, EpsilonLinf = 0.1, EpsilonL2 = 0.8 };

    [Fact]
    public void Each_image_counts_by_its_worst_attack_and_descent_beats_a_single_step()
    {
        using var run = new TestRun();
        StudyFindings findings = run.Execute(new ModelAudit(), Options).Findings!;
        var attacks = findings.Tables.Single(t => t.Name == "attacks").Rows.ToDictionary(r => r.Text("attack"), r => r.Number("accuracy"));
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
        var noise = outcome.Tables["change_rings"].Rows.Where(r => r.Text("change") == "gaussian noise").ToArray();
        // Ring 0 is one frequency of 40 images.
        Assert.All(noise.Skip(1), r => Assert.Equal(1, r.Number("relative_energy"), 0.25));
        Assert.All(outcome.Tables["attack_answers"].Rows, r => Assert.InRange(r.Number("distance"), 0, r.Number("epsilon") + 1e-6));
    }

    [Fact]
    public void A_stronger_wave_breaks_more_and_more_queries_break_no_fewer()
    {
        using var run = new TestRun();
        var rates = run.Execute(new ModelAudit(), Options with { Attacks = ["fourier"] }).Findings!.Tables.Single(t => t.Name == "fourier_attack").Rows.GroupBy(r => r.Text("attack")).ToArray();
        double[][] success = [.. rates.Select(attack => attack.OrderBy(r => r.Number("norm")).Select(r => r.Number("success_rate")).ToArray())];
        Assert.Equal(4, success[0].Length);
        Assert.True(success[0][^1] > success[0][0]);
        Assert.All(success[0].Zip(success[1]), pair => Assert.True(pair.First >= pair.Second));
    }

    [Fact]
    public void Without_gradients_auto_leaves_them_out_and_asking_for_them_is_refused()
    {
        var onnx = Options with { Model = Path.ChangeExtension(Options.Model, ".onnx") };
        using var run = new TestRun();
        Assert.DoesNotContain(run.Execute(new ModelAudit(), onnx).Findings!.Estimates, e => e.Name.StartsWith("accuracy_under", StringComparison.Ordinal));
        Assert.Contains("ONNX Runtime computes no gradients", Assert.Throws<InvalidOptionException>(() => run.Execute(new ModelAudit(), onnx with { Attacks = ["pgd"] })).Message);
        Assert.Contains("fgsm, pgd, fourier", Assert.Throws<InvalidOptionException>(() => run.Execute(new ModelAudit(), onnx with { Attacks = ["deepfool"] })).Message);
    }
}
