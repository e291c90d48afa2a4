using Overtone.Catalog.PostAveraging;
using Overtone.Catalog.PostAveraging.Oblivious;
using Overtone.Catalog.Tests.FourierRobustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static Overtone.Catalog.PostAveraging.Oblivious.PostAveragingStudy;

namespace Overtone.Catalog.Tests.PostAveraging.Oblivious;

public class PostAveragingFindingsTests
{
    private static readonly PostAveragingStudy Study = new();
    private static readonly PostAveragingOptions Options = new() { Replicates = MadeUpNetworks.Seeds };

    [Fact]
    public void No_claim_survives_rates_that_are_permuted() => PermutedClaims.Require(
        Study, Options, Tables(),
        claim => claim == "clean-loss" ? ("clean", "accuracy") : ("defence_rates", "rate"));

    [Fact]
    public void Rates_that_a_linear_classifier_has_too_show_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(linear: 0.96), "defence-rate-pgd");

    [Fact]
    public void Accuracy_that_a_single_point_keeps_shows_nothing() =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(onePoint: 0.9), "clean-loss");

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(clean: 0.15)).Claims);

    [Fact]
    public void The_radius_of_the_average_has_to_be_among_those_measured()
    {
        var options = new PostAveragingOptions { RadiusFactors = [0.5, 2] };
        using var run = new TestRun();
        Assert.Contains("1 among them", Assert.Throws<InvalidOptionException>(() => run.Execute(Study, options)).Message,
            StringComparison.Ordinal);
    }

    private static TableSet Tables(double clean = 0.9, double linear = 0.4, double onePoint = 0.7) => new(
    [
        Table.Of(Of((kind, seed, factor) => new[]
        {
            new CleanRow(
                kind, seed, factor, factor, kind == AveragedKind.Network ? factor == 0 || factor == 1 ? clean : clean - (factor / 5) : 0.5,
                factor == 0 ? clean : onePoint, 10),
        }, [0, .. Options.RadiusFactors])),
        Table.Of(Of((kind, seed, factor) => Enum.GetValues<ObliviousAttack>().Select(attack => new RateRow(
            kind, seed, attack, factor, 90, 80,
            factor == 1 && kind == AveragedKind.Network ? 0.95 + MadeUpNetworks.Jitter(seed) : linear + MadeUpNetworks.Jitter(seed), 0.8,
            0.1, 0.05)), Options.RadiusFactors)),
    ]);

    private static IEnumerable<T> Of<T>(Func<AveragedKind, long, double, IEnumerable<T>> rows, double[] factors) =>
        from kind in Enum.GetValues<AveragedKind>()
        from seed in MadeUpNetworks.EachSeed
        from factor in factors
        from row in rows(kind, seed, factor)
        select row;
}
