using Overtone.Catalog;
using Overtone.Hosting.Independent;
using Overtone.Studies.Independent;

namespace Overtone.Cli.Tests.Independent;

/// <summary>Numbers computed here and in Python are compared, digit by digit; what fails in Python is said in one line.</summary>
public class IndependentComparisonTests
{
    public static TheoryData<string> Scripts =>
        [VerdictNumbers.Name, .. StudyCatalog.All.Where(study => study.Independent is not null).Select(study => study.Id)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_a_study_rests_on_agrees_with_an_independent_computation(string id)
    {
        IndependentScript script = id == VerdictNumbers.Name
            ? VerdictNumbers.Script : StudyCatalog.All.Single(study => study.Id == id).Independent!;
        Assert.All(Compare(id, script), comparison => Assert.True(comparison.Agrees, $"{comparison}"));
    }

    [Fact]
    public void Every_study_with_claims_is_computed_twice() => Assert.Equal(
        ["regime-sheet", "attacked-model", "defended-model", "trained-networks"],
        StudyCatalog.All.Where(study => study.Independent is null).Select(study => study.Id));

    [Theory]
    [InlineData(new[] { 1.0, 2 }, 16)]
    [InlineData(new[] { 1.0, 2.0003 }, 3)]
    [InlineData(new[] { 1.0, 3 }, 0)]
    [InlineData(new[] { 1.0, 200 }, 0)]
    [InlineData(new[] { 1.0, double.NaN }, 0)]
    public void Digits_are_those_of_the_largest_difference_relative_to_the_largest_number(double[] ours, int digits) =>
        Assert.Equal(digits, IndependentComparison.AgreeingDigits(ours, [1, 2]));

    [Fact]
    public void A_wrong_number_does_not_agree()
    {
        IndependentComparison comparison = Assert.Single(Compare("def three():\n    return 3.001\n", ours: 3));
        Assert.False(comparison.Agrees);
        Assert.Equal(3, comparison.Digits);
    }

    [Theory]
    [InlineData("def three():\n    return [3, 4]\n", "test.py: three gives 2 numbers where ours are 1")]
    [InlineData("def three():\n    return 1 / 0\n", "test.py: ZeroDivisionError: division by zero")]
    [InlineData("def three():\n    return float('nan')\n", "test.py: ValueError: Out of range float values are not JSON compliant")]
    public void A_script_that_fails_is_told_in_one_line(string text, string expected) =>
        Assert.StartsWith(
            expected, Assert.Throws<InvalidDataException>(() => Compare(text, ours: 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_Python_that_is_not_there_is_none()
    {
        Assert.Null(PythonInterpreter.Find("no-such-python", out string reason));
        Assert.Equal("no-such-python: there is no such program", reason);
    }

    private static IReadOnlyList<IndependentComparison> Compare(string text, double ours) =>
        Compare("test", new IndependentScript("test.py", text, [new("three", "Python", "three", new { }, () => [ours], 10)]));

    private static IReadOnlyList<IndependentComparison> Compare(string id, IndependentScript script)
    {
        var python = PythonInterpreter.Find(null, out string reason);
        Assert.SkipWhen(python is null, reason);
        return IndependentComparison.Of(id, script, python!, TestContext.Current.CancellationToken);
    }
}
