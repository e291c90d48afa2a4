using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Catalog.DefendedModels;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.DefendedModels;

/// <summary>What is said of made tables.</summary>
public sealed class DefendedModelFindingsTests
{
    private const int Images = 40;

    [Fact]
    public void A_defence_that_leaves_what_the_model_alone_leaves_is_no_protection()
    {
        StudyFindings findings = Conclude(image => Row(image, undefended: image < 10, published: image < 36, defended: image < 10));
        Assert.Equal(0.25, Value(findings, "accuracy_under_attack"));
        Assert.Equal(0.25, Value(findings, "undefended_accuracy_under_attack"));
        Assert.Equal(0.9, Value(findings, "accuracy_as_published"));
        Estimate gain = findings.Estimates.Single(e => e.Name == "gain_under_attack");
        Assert.Equal(0, gain.Value);
        Assert.Contains("no sign that it protects", gain.Statement, StringComparison.Ordinal);
        Assert.StartsWith("Don't deploy it", gain.Advice, StringComparison.Ordinal);
        Assert.Equal(1, gain.Importance);
        Assert.Equal(91, Value(findings, "passes_per_image"));
    }

    [Fact]
    public void A_defence_that_leaves_more_is_said_to_and_one_that_leaves_less_too()
    {
        Estimate more = Gain(image => Row(image, undefended: image < 5, published: true, defended: image < 25)),
            less = Gain(image => Row(image, undefended: image < 25, published: true, defended: image < 5));
        Assert.Equal((0.5, -0.5), (more.Value, less.Value));
        Assert.True(more.Low > 0 && less.High < 0);
        Assert.Contains("leave more than they leave of the model alone", more.Statement, StringComparison.Ordinal);
        Assert.Contains("easier to break with the defence", less.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("Don't deploy", more.Advice, StringComparison.Ordinal);

        static Estimate Gain(Func<int, DefendedImage> row) =>
            Conclude(row).Estimates.Single(e => e.Name == "gain_under_attack");
    }

    [Fact]
    public void Each_image_counts_once_and_misclassified_ones_do_not_stand()
    {
        StudyFindings findings = Conclude(image => image switch
        {
            < 4 => Row(image, true, true, true) with { UndefendedWrong = true },
            < 6 => Row(image, true, true, true) with { DefendedWrong = true, TransferStands = false },
            _ => Row(image, image % 2 == 0, true, image % 3 == 0),
        });
        Assert.Equal(38.0 / Images, Value(findings, "clean_accuracy"));
        Assert.Equal(36.0 / Images, Value(findings, "undefended_clean_accuracy"));
        Assert.Equal(2.0 / Images + 17.0 / Images, Value(findings, "undefended_accuracy_under_attack"), 1e-12);
        IReadOnlyList<BrokenBy> broken = new TableSet(findings.Tables).Rows<BrokenBy>();
        Assert.Equal(17, broken.Where(r => r.Model == "without the defence").Sum(r => r.Images));
        Assert.Equal(22, broken.Where(r => r.Model == "with the defence").Sum(r => r.Images));
        Assert.All(findings.Estimates, e => Assert.DoesNotContain("robust", e.Statement, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Without_gradients_it_is_said_that_stronger_attacks_exist()
    {
        StudyFindings findings = Conclude(image => Row(image, true, true, true) with { NearestFound = false }, "a node rounds");
        Assert.Contains(findings.Warnings, w => w.StartsWith("Only attacks that ask for scores were made", StringComparison.Ordinal));
        Assert.DoesNotContain(findings.Estimates, e => e.Name == "accuracy_as_published");
    }

    private static double Value(StudyFindings findings, string name) => findings.Estimates.Single(e => e.Name == name).Value;

    private static DefendedImage Row(int image, bool undefended, bool published, bool defended) => new(
        image, 0, false, undefended ? "" : "apgd", true, published, false, defended, defended ? "" : image % 2 == 0 ? "apgd" : "square");

    private static StudyFindings Conclude(
        Func<int, DefendedImage> row, string gradientFault = "") => DefendedModelStudy.Instance.ConcludeFrom(
        new DefendedModelOptions { Images = Images },
        new TableSet(
        [
            Table.Of([new ModelSize(1, 8, 8, Images)]),
            Table.Of([new ModelProperty("classes", "10")]),
            Table.Of([.. Enumerable.Range(0, Images).Select(n => new CleanAnswer(n, n % 10, n % 10, 0, 1))]),
            Table.Of([new DefendedFileRow(91, 1.36, 1e-7, 1000)]),
            Table.Of([.. Enumerable.Range(0, Images).Select(row)]),
            Table.Of([new GradientAccess(gradientFault)]),
            Table.Of([new DefenceAttackCost("apgd", false, 10, 5), new DefenceAttackCost("apgd", true, 910, 5)]),
        ]));
}
