using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Images;

public class FrequencyPrincipleImagesFindingsTests
{
    private static readonly FrequencyPrincipleImages Study = new();
    private static readonly FrequencyPrincipleImagesOptions Options = new();
    private static readonly string[] Networks = ["fully-connected", "convolutional"];
    private static readonly Dictionary<double, double> Rising = new() { [0] = 1, [0.3] = 16, [0.6] = 128, [0.9] = 512 };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(Rising), _ => ("errors", "frequency"));

    [Fact]
    public void Frequencies_that_settle_in_falling_order_refute_order_and_spread()
    {
        var falling = Rising.Keys.Zip(Rising.Values.Reverse()).ToDictionary();
        Assert.All(Study.ConcludeFrom(Options, Tables(falling)).Claims, claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));
    }

    [Fact]
    public void The_spread_is_that_of_the_lowest_and_the_highest_frequency_that_settles()
    {
        var settling = new Dictionary<double, double>(Rising) { [0.9] = 1e9 };
        Assert.Equal(1.0 / 128, PermutedClaims.Judge(Study, Options, Tables(settling), "spread-convolutional").Estimate, 1e-12);
    }

    [Fact]
    public void Frequencies_that_never_settle_decide_nothing()
    {
        var never = Rising.Keys.ToDictionary(k => k, _ => 1e9);
        Assert.All(
            Study.ConcludeFrom(Options, Tables(never)).Claims,
            claim => Assert.Equal((Verdict.Inconclusive, 6), (claim.Verdict, claim.NeverReached)));
    }

    [Fact]
    public void Notes_name_images_scale_and_frequencies()
    {
        var notes = string.Join('\n', Study.ConcludeFrom(Options, Tables(Rising)).Notes);
        Assert.All(["1,437", "4.75", "2 frequencies are watched", "0.034"], text => Assert.Contains(text, notes, StringComparison.Ordinal));
    }

    private static TableSet Tables(Dictionary<double, double> settling) => new(
    [
        ErrorTables.Of(Networks, settling, (network, seed, epoch, frequency, error) =>
            new FrequencyPrincipleImages.FrequencyError(network, seed, epoch, epoch, frequency, error)),
        Table.Of(new FrequencyPrincipleImages.Projection(1437, 4.75, 0.1)),
        Table.Of<FrequencyPrincipleImages.LabelAmplitude>(
            new(0, 0.3, 0.034, true), new(0.1, 0.2, 0.034, false), new(0.3, 0.1, 0.034, true)),
    ]);
}
