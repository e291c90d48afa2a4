using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.AttackedModels;

/// <summary>What is said of made tables.</summary>
public sealed class AttackedModelFindingsTests
{
    private static readonly double[] Bounds = [0.1, 0.2, 0.3];

    [Fact]
    public void An_image_counts_by_its_worst_attack_and_what_breaks_within_one_bound_within_larger_ones()
    {
        // Image 0 is wrong as it is; the weak attack breaks 1 at 0.3, the other 2 at 0.1 and 3 at 0.2; 4 and 5 stand.
        LedgerEntry[] ledger = [.. Ledger("weak", double.NaN, 0.3, 9, 9, 9, 9), .. Ledger("strong", double.NaN, 9, 0.1, 0.2, 9, 9)];
        StudyFindings findings = Conclude(ledger, []);
        double[] worst = Curve(findings, AttackCurves.Worst);
        Assert.Equal([5 / 6.0, 4 / 6.0, 3 / 6.0, 2 / 6.0], worst);
        Assert.Equal([5 / 6.0, 5 / 6.0, 5 / 6.0, 4 / 6.0], Curve(findings, "weak"));
        Assert.All(
            SmallAttack.Derived<CurvePoint>(findings).GroupBy(r => r.Attack),
            curve => Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second.Accuracy <= pair.First.Accuracy)));
        Assert.All(SmallAttack.Derived<CurvePoint>(findings), r => Assert.InRange(r.Accuracy, r.Low, r.High));
        AttackVerdict last = SmallAttack.Derived<AttackVerdict>(findings)[^1];
        Assert.Equal((1, 3, 2), (last.WasWrong, last.Broken, last.NotBroken));
        Assert.Equal("not broken by weak, strong", last.Verdict);
        Estimate estimate = findings.Estimates.Single(e => e.Name == "not_broken_at_0_3");
        Assert.Equal(2 / 6.0, estimate.Value);
        Assert.StartsWith("Not broken by weak, strong: within ℓ∞ norm 0.3, 33.3 % (95 % ", estimate.Statement, StringComparison.Ordinal);
        Assert.Contains("an upper bound", estimate.Statement, StringComparison.Ordinal);
        // Every second image survives rounding, and one attack is enough: of 1, 2 and 3 only 2 does.
        Assert.Equal(2, last.LostByRounding);
    }

    [Fact]
    public void A_failed_check_makes_what_stands_suspect_and_what_is_broken_stays_broken()
    {
        LedgerEntry[] ledger = Ledger("pgd", 0.1, 0.1, 0.2, 9);
        StudyFindings findings = Conclude(
            ledger, [Check("scores-only", true), Check("large-ball", false), Check("convergence", null)]);
        AttackVerdict[] verdicts = [.. SmallAttack.Derived<AttackVerdict>(findings)];
        Assert.Equal((2, "suspect: scores-only"), (verdicts[0].Broken, verdicts[0].Verdict));
        Assert.StartsWith(
            "Suspect (scores-only): within ℓ∞ norm 0.1, 2 of 4 images are broken", findings.Estimates[1].Statement,
            StringComparison.Ordinal);
        Assert.Contains(findings.Warnings, w => w.StartsWith("Masking check scores-only failed.", StringComparison.Ordinal));
        Assert.Equal(1, findings.Estimates.Single(e => e.Name == "failed_masking_checks").Value);
        Assert.Equal(["masking check convergence"], findings.NotMeasured.Select(n => n.Part));
        Assert.Contains(findings.Notes, n => n.Contains("the masking checks 20 and 10", StringComparison.Ordinal));
        // Where nothing stands, nothing is suspect.
        findings = Conclude(Ledger("pgd", 0.1, 0.1), [Check("scores-only", true)]);
        Assert.Equal("broken", SmallAttack.Derived<AttackVerdict>(findings)[0].Verdict);
    }

    [Fact]
    public void Images_that_no_gradient_was_found_for_make_it_suspect()
    {
        LedgerEntry[] ledger = [.. Ledger("pgd", 9, 9, 9).Select(r => r.Image == 0 ? r : r with { Gradient = SeenGradient.Missing })];
        Assert.StartsWith(
            "suspect: no gradient for 2 of 3 images", SmallAttack.Derived<AttackVerdict>(Conclude(ledger, []))[0].Verdict,
            StringComparison.Ordinal);
        // Attacks that ask for scores need none.
        ledger = [.. Ledger("square", 9, 9, 9).Select(r => r with { Gradient = SeenGradient.NotAsked })];
        Assert.Equal("not broken by square", SmallAttack.Derived<AttackVerdict>(Conclude(ledger, []))[0].Verdict);
    }

    [Fact]
    public void Without_checks_it_is_said_which_were_not_made_and_no_model_is_called_robust()
    {
        StudyFindings findings = Conclude(Ledger("pgd", 9, 9), []);
        Assert.False(findings.Estimates.Single(e => e.Name == "failed_masking_checks").IsMeasured);
        Assert.Contains(findings.Notes, n => n.StartsWith("Masking checks that were not asked for: ", StringComparison.Ordinal)
            && n.Contains("large-ball", StringComparison.Ordinal));
        Assert.All(SmallAttack.Sentences(findings), text => Assert.DoesNotContain("robust", text, StringComparison.OrdinalIgnoreCase));
    }

    private static double[] Curve(StudyFindings findings, string attack) =>
        [.. SmallAttack.Derived<CurvePoint>(findings).Where(r => r.Attack == attack).Select(r => r.Accuracy)];

    // An image's distance; NaN for one that is wrong as it is, 9 for one that stands.
    private static LedgerEntry[] Ledger(string attack, params double[] distances) =>
    [
        .. from epsilon in Bounds
           from image in Enumerable.Range(0, distances.Length)
           let distance = distances[image]
           let isBroken = distance <= epsilon
           select new LedgerEntry(
               image, 0, attack, "linf", epsilon, double.IsNaN(distance), isBroken, isBroken && image % 2 == 0,
               isBroken ? distance : null, 10, 5, SeenGradient.Usable, null),
    ];

    private static MaskingEntry Check(string id, bool? isSuspect) => new(
        id, "Is it?", isSuspect is null ? "it needs gradients" : "", isSuspect ?? false, 1, 0, isSuspect is null ? "" : "It is.", 10, 5);

    private static StudyFindings Conclude(LedgerEntry[] ledger, MaskingEntry[] checks)
    {
        int images = ledger.Max(r => r.Image) + 1;
        var options = SmallAttack.Options with { Images = images, Epsilon = ["0.1", "0.2", "0.3"], Masking = MaskingChoice.None };
        return AttackedModelStudy.Instance.ConcludeFrom(options, new TableSet(
        [
            Table.Of([new ModelSize(1, 8, 8, images)]),
            Table.Of([new ModelProperty("classes", "10")]),
            Table.Of([.. Enumerable.Range(0, images).Select(n => new CleanAnswer(n, n % 10, n % 10, 0, 1))]),
            Table.Of(ledger),
            .. checks.Length > 0 ? [Table.Of(checks)] : Array.Empty<Table>(),
        ]));
    }
}
