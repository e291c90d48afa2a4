using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Images;

public class FrequencyPrincipleImagesFindingsTests
{
    private const double WhiteNoise = 0.023;
    private static readonly FrequencyPrincipleImages Study = new();
    private static readonly FrequencyPrincipleImagesOptions Options = new();
    private static readonly string[] Settings =
        ["fully-connected", "convolutional", "fully-connected-shuffled", "convolutional-shuffled"];
    private static readonly Dictionary<double, double> Rising = new() { [0] = 1, [0.3] = 16, [0.6] = 128, [0.9] = 512 };
    private static readonly Dictionary<double, double> Equal = Rising.Keys.ToDictionary(k => k, _ => 0.1);

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(Rising), _ => ("errors", "error"));

    [Fact]
    public void Frequencies_that_settle_in_falling_order_refute_every_claim()
    {
        var falling = Rising.Keys.Zip(Rising.Values.Reverse()).ToDictionary();
        Assert.All(Study.ConcludeFrom(Options, Tables(falling)).Claims, claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));
    }

    [Fact]
    public void Frequencies_that_never_settle_count_against_the_order()
    {
        var never = Rising.Keys.ToDictionary(k => k, _ => 1e9);
        Assert.All(
            Study.ConcludeFrom(Options, Tables(never)).Claims.Where(c => c.Claim.Id.StartsWith("order-", StringComparison.Ordinal)),
            claim => Assert.Equal((Verdict.NotSupported, 6), (claim.Verdict, claim.NeverReached)));
    }

    /// <summary>Labels whose spectrum falls are learned in order by white noise, too, but what is left of that is not in order.</summary>
    [Theory]
    [InlineData("fully-connected")]
    [InlineData("convolutional")]
    [InlineData("convolutional-shuffled")]
    public void Labels_whose_spectrum_falls_steeply_leave_nothing_to_claim(string setting)
    {
        var tables = Tables(Rising, ErrorTables.Falling(Rising.Keys, WhiteNoise, Options.Threshold));
        PermutedClaims.RequireRivalDecides(Study, Options, tables, $"order-{setting}");
        var left = PermutedClaims.Judge(Study, Options, tables, $"left-{setting}");
        Assert.NotEqual(Verdict.Supported, left.Verdict);
        Assert.All(left.Rivals, rival => Assert.InRange(rival.Estimate, -1, 0.1));
    }

    /// <summary>Of very many outputs a magnitude is its root mean square, so that the noise settles as its amplitudes say.</summary>
    [Fact]
    public void White_noise_is_that_of_all_outputs_together()
    {
        var falling = ErrorTables.Falling(Rising.Keys, WhiteNoise, Options.Threshold);
        double OfWhite(long outputs) =>
            PermutedClaims.Judge(Study, Options, Tables(Rising, falling, outputs), "order-convolutional").Rivals[^1].Estimate;
        Assert.Equal(1, OfWhite(1000), 1e-9);
        Assert.InRange(OfWhite(1), 0.8, 0.999);
    }

    [Fact]
    public void Without_shuffled_labels_nothing_is_said_of_them()
    {
        var options = Options with { ShuffledImages = 0 };
        Assert.Equal(
            ["order-fully-connected", "order-convolutional", "left-fully-connected", "left-convolutional"],
            Study.ConcludeFrom(options, Tables(Rising)).Claims.Select(c => c.Claim.Id));
    }

    [Fact]
    public void Notes_name_images_scale_and_frequencies()
    {
        var notes = string.Join('\n', Study.ConcludeFrom(Options, Tables(Rising)).Notes);
        Assert.All(
            ["1,437", "4.75", "2 frequencies of digits are watched", "0.034"],
            text => Assert.Contains(text, notes, StringComparison.Ordinal));
    }

    private static TableSet Tables(
        Dictionary<double, double> settling, Dictionary<double, double>? amplitudes = null, long outputs = 10) =>
        new(
        [
            ErrorTables.Of(Settings, settling, (setting, seed, epoch, frequency, error) =>
                new FrequencyPrincipleImages.FrequencyError(setting, seed, epoch, epoch, frequency, error)),
            Table.Of(
                from setting in Settings
                from seed in ErrorTables.Seeds
                from epoch in ErrorTables.Steps
                select new FrequencyPrincipleImages.Fit(setting, seed, epoch, epoch, 0.5, ErrorTables.Total(epoch))),
            Table.Of(
                from setting in Settings
                from seed in ErrorTables.Seeds
                from amplitude in amplitudes ?? Equal
                select new FrequencyPrincipleImages.WatchedAmplitude(setting, seed, amplitude.Key, amplitude.Value, WhiteNoise, outputs)),
            Table.Of(new FrequencyPrincipleImages.Projection("digits", 1437, 4.75, 0.1)),
            Table.Of<FrequencyPrincipleImages.LabelAmplitude>(
                new("digits", 0, 0.3, 0.034, true), new("digits", 0.1, 0.2, 0.034, false), new("digits", 0.3, 0.1, 0.034, true)),
        ]);
}
