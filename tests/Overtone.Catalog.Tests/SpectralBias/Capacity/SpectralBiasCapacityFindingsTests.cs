using Overtone.Catalog.SpectralBias.Capacity;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias.Capacity;

public class SpectralBiasCapacityFindingsTests
{
    private static readonly SpectralBiasCapacity Study = new();
    // Six settings an axis: permuted ones rise by chance once in 720 times.
    private static readonly CapacityOptions Options = new()
    {
        Depths = [3, 4, 5, 6, 7, 8],
        Widths = [16, 32, 64, 128, 256, 512],
        Clips = [0.1, 0.15, 0.2, 0.5, 1, 2],
    };

    /// <summary>Depth helps strongly and width weakly.</summary>
    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(perDepth: 10, perWidth: 3), _ => ("learned", "highest"));

    [Fact]
    public void Frequencies_that_fall_refute_every_claim() =>
        Assert.All(
            Study.ConcludeFrom(Options, Tables(perDepth: -5, perWidth: -3, perClip: -8)).Claims,
            claim => Assert.Equal(Verdict.NotSupported, claim.Verdict));

    [Fact]
    public void Width_that_helps_more_refutes_that_depth_does() =>
        Assert.Equal(
            Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(perDepth: 3, perWidth: 10), "depth-against-width").Verdict);

    /// <summary>The control is the smallest network, trained again: where that rises from one time to the next, chance does.</summary>
    [Theory]
    [InlineData("gain-depth")]
    [InlineData("gain-width")]
    [InlineData("gain-clip")]
    [InlineData("depth-against-width")]
    public void A_gain_with_nothing_but_the_seed_leaves_nothing_to_claim(string claim) =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables(perDepth: 10, perWidth: 3, perRepeat: 20), claim);

    [Fact]
    public void Settings_that_end_alike_are_no_rise_and_no_gain() => Assert.All(
        Study.ConcludeFrom(Options, Tables(0, 0, 0)).Claims,
        claim => Assert.Equal((Verdict.DoesNotDiscriminate, 0.0), (claim.Verdict, claim.Estimate)));

    [Fact]
    public void Settings_that_do_not_rise_and_an_odd_number_of_samples_are_refused()
    {
        Refused("--depths", new CapacityOptions { Depths = [3, 5, 4] });
        Refused("--widths", new CapacityOptions { Widths = [16, 32] });
        Refused("--clips", new CapacityOptions { Clips = [0.1, 0.1, 0.2] });
        Refused("--samples", new CapacityOptions { Samples = 33 });
    }

    /// <summary>A run of the smallest kind: the settings that two axes share are trained once.</summary>
    [Fact]
    public void Settings_that_axes_share_are_trained_once()
    {
        using var run = new TestRun();
        var outcome = run.Execute(Study, (CapacityOptions)Study.OptionsOf(Preset.Smoke));
        var settings = outcome
            .Tables["learned"]
            .Rows.Select(r => (r.Integer("depth"), r.Integer("width"), r.Number("clip"), r.Integer("repeat")))
            .Distinct()
            .ToArray();
        // Three depths and three widths with one in common, three clips, and three repetitions more.
        Assert.Equal(3 + 3 - 1 + 3 + 3, settings.Length);
        Assert.Equal(2 * 61 * settings.Length, outcome.Tables["learned"].RowCount);
    }

    private static void Refused(string option, CapacityOptions options)
    {
        using var run = new TestRun();
        Assert.Equal(option, Assert.Throws<InvalidOptionException>(() => run.Execute(Study, options)).Option);
    }

    private static TableSet Tables(double perDepth, double perWidth, double perClip = 8, double perRepeat = 0)
    {
        var learned = new List<SpectralBiasCapacity.Fit>();
        var spectra = new List<SpectralBiasCapacity.Share>();
        var settings = Options
            .Depths.Select((d, n) => (Depth: d, Width: 16, Clip: SpectralBiasCapacity.WideClip, Repeat: 0, Highest: 50 + (perDepth * n)))
            .Concat(Options.Widths.Skip(1).Select((w, n) => (3, w, SpectralBiasCapacity.WideClip, 0, 50 + (perWidth * (n + 1)))))
            .Concat(Options.Clips.Select((c, n) => (8, Options.ClippedWidth, c, 0, 50 + (perClip * n))))
            .Concat(Enumerable.Range(1, 3).Select(n => (3, 16, SpectralBiasCapacity.WideClip, n, 50 + (perRepeat * n))));
        foreach (var (depth, width, clip, repeat, highest) in settings)
        {
            foreach (var (seed, step) in Enumerable.Range(1, 6).SelectMany(seed => Enumerable.Range(0, 11).Select(step => (seed, step))))
            {
                learned.Add(new(depth, width, clip, repeat, seed, step, highest, 0.1));
                spectra.Add(new(depth, width, clip, repeat, seed, step, 1.0, 0.5));
            }
        }

        return new TableSet([Table.Of(learned), Table.Of(spectra)]);
    }
}
