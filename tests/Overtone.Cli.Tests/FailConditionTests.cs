using Overtone.Hosting;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Cli.Tests;

public class FailConditionTests
{
    private static readonly Estimate[] Estimates =
    [
        new() { Name = "accuracy", Value = 0.7, Statement = "" },
        new() { Name = "bandwidth", Value = double.NaN, Statement = "" },
    ];

    [Theory]
    [InlineData("accuracy<0.7", "accuracy", "<", 0.7)]
    [InlineData(" low_pass_8 <= -1e-3 ", "low_pass_8", "<=", -1e-3)]
    [InlineData("accuracy>.5", "accuracy", ">", 0.5)]
    [InlineData("accuracy >=1", "accuracy", ">=", 1)]
    public void A_condition_is_a_name_an_operator_and_a_number(string text, string name, string sign, double limit) =>
        Assert.Equal(new FailCondition(text, name, sign, limit), FailCondition.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("accuracy")]
    [InlineData("accuracy=0.7")]
    [InlineData("accuracy==0.7")]
    [InlineData("accuracy<")]
    [InlineData("<0.7")]
    [InlineData("0.7 > accuracy")]
    [InlineData("accuracy<<0.7")]
    [InlineData("accuracy=<0.7")]
    [InlineData("accuracy<0,7")]
    [InlineData("accuracy<NaN")]
    [InlineData("accuracy<Infinity")]
    [InlineData("clean accuracy<0.7")]
    [InlineData("accuracy<0.7,accuracy>0.9")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        string message = Assert.Throws<InvalidOptionException>(() => FailCondition.Parse(text)).Message;
        Assert.Contains($"--fail-if: found '{text}'", message);
        Assert.Contains("'clean_accuracy<0.7'", message);
    }

    [Theory]
    [InlineData("accuracy<0.7", false)]
    [InlineData("accuracy<=0.7", true)]
    [InlineData("accuracy>0.7", false)]
    [InlineData("accuracy>=0.7", true)]
    [InlineData("accuracy<0.71", true)]
    [InlineData("accuracy>0.69", true)]
    public void It_is_compared_with_the_value(string text, bool holds) =>
        Assert.Equal(
            holds ? [$"--fail-if '{text}' holds: accuracy is 0.7"] : [], FailCondition.Held([FailCondition.Parse(text)], Found(Estimates)));

    [Theory]
    [InlineData("bandwidth<7")]
    [InlineData("bandwidth>=7")]
    public void What_could_not_be_measured_never_passes(string text) =>
        Assert.Contains(
            "bandwidth has no value, which counts as failed (",
            Assert.Single(FailCondition.Held([FailCondition.Parse(text)], Found(Estimates))));

    private static readonly string[] Told = ["accuracy<1", "accuracy<0", "bandwidth<1"];

    [Fact]
    public void Every_condition_is_told() =>
        Assert.Equal(2, FailCondition.Held([.. Told.Select(FailCondition.Parse)], Found(Estimates)).Count);

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        string Message(Estimate[] estimates) =>
            Assert.Throws<InvalidOptionException>(() => FailCondition.Held([FailCondition.Parse("speed<1")], Found(estimates))).Message;
        Assert.Equal("--fail-if: found 'speed', expected one of accuracy, bandwidth", Message(Estimates));
        Assert.Contains("this study has no summary of numbers", Message([]));
    }

    [Fact]
    public void A_name_that_may_belong_to_a_part_that_was_not_measured_counts_as_failed()
    {
        StudyFindings findings = Found(Estimates) with { NotMeasured = [new NotMeasured("attack pgd", "no gradient", "key")] };
        string held = Assert.Single(FailCondition.Held([FailCondition.Parse("speed<1"), FailCondition.Parse("accuracy<0.1")], findings));
        Assert.Equal("--fail-if 'speed<1': no speed, which counts as failed; not measured: attack pgd", held);
    }

    private static StudyFindings Found(Estimate[] estimates) => new() { Claims = [], Estimates = estimates };
}
