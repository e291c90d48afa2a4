using System.CommandLine;
using Overtone.Catalog.SmallWeights;
using Overtone.Hosting.Stability;
using Overtone.Studies;

namespace Overtone.Cli.Tests.Stability;

public class SeedSetsTests
{
    private static readonly SmallWeightGradientsOptions Options = new() { Networks = 7, Seed = 5 };

    [Fact]
    public void The_first_set_is_the_study_as_it_is_and_the_others_differ_in_nothing_but_seeds()
    {
        IReadOnlyList<StudyOptions> sets = SeedSets.Of(Options, 3);
        Assert.Equal([5, 1005, 2005], sets.Select(options => options.Seed));
        Assert.Same(Options.Widths, ((SmallWeightGradientsOptions)sets[2]).Widths);
        Assert.All(sets, options => Assert.Equal(Options, options with { Seed = 5 }));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("--stability 2", 2)]
    [InlineData("--stability 100", 100)]
    public void An_ordinary_run_has_one(string arguments, int count) => Assert.Equal(count, CountIn(arguments, Options));

    [Theory]
    [InlineData(7, 5, "--stability 1", "--stability: found 1, expected a whole number from 2 to 100")]
    [InlineData(7, 5, "--stability 101", "--stability: found 101, expected a whole number from 2 to 100")]
    [InlineData(1001, 5, "--stability 2", "--stability: found 1,001 replicates, expected 1,000 at most, or the sets share seeds")]
    [InlineData(7, long.MaxValue - 1500, "--stability 2", "--seed: found 9223372036854774307, expected a smaller seed")]
    public void Others_are_refused(int networks, long seed, string arguments, string message) => Assert.StartsWith(
        message,
        Assert.Throws<InvalidOptionException>(() => CountIn(arguments, Options with { Networks = networks, Seed = seed })).Message,
        StringComparison.Ordinal);

    private static int CountIn(string arguments, StudyOptions options) =>
        SeedSets.CountIn(new Command("run") { SeedSets.Option }.Parse(arguments), options);
}
