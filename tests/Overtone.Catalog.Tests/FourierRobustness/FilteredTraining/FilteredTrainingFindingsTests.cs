using Overtone.Catalog.FourierRobustness.FilteredTraining;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.FilteredTraining.FilteredTraining;

namespace Overtone.Catalog.Tests.FourierRobustness.FilteredTraining;

public class FilteredTrainingFindingsTests
{
    private static readonly Catalog.FourierRobustness.FilteredTraining.FilteredTraining Study = new();
    private static readonly FilteredTrainingOptions Options = new() { Replicates = MadeUpNetworks.Seeds };

    [Fact]
    public void What_low_frequencies_are_worth_more_does_not_survive_permuted_accuracies() => PermutedClaims.Require(
        Study, Options, Tables(high: 0.6), (claim, seed) => claim == "low-worth-more"
            ? Tables(high: 0.6).With(Tables(high: 0.6)["filtered"].Permute("accuracy", seed))
            : Tables(high: 0.3 + (seed / 100.0)));

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(high: 0.1, low: 0.15)).Claims);

    private static TableSet Tables(double high, double low = 0.9) => new([
        Table.Of(
         from filter in new[] { LowPass, HighPass }
         from bandwidth in new[] { 3, 7, 11, 15 }
         from seed in Enumerable.Range(1, MadeUpNetworks.Seeds)
         select new FilteredAccuracy(
             filter, bandwidth, seed, (filter == LowPass ? low : high) - MadeUpNetworks.Jitter(seed), 0.1, bandwidth / 16.0)),
    ]);
}
