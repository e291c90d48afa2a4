using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Which frequencies of a spike, which has all in equal amount, networks of different depth, width and bound of weights learn.
/// Source: 1806.08734, Fig. 14 to 18 (experiment 7).
/// </summary>
public sealed class SpectralBiasCapacity : TableTensorStudy<SpectralBiasCapacityOptions, CapacityTrial>
{
    /// <summary>The bound of weights where the bound is not what varies; hardly a weight gets there.</summary>
    internal const double WideClip = 10;

    /// <summary>How often the smallest network is trained in the negative control.</summary>
    internal const int Repeats = 4;

    /// <inheritdoc/>
    public override string Id => "spectral-bias-capacity";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias: which frequencies a network's depth, width and weights allow";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 14 to 18";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks fit a spike, whose spectrum is flat. Claims that the highest frequency learned grows with depth, with width and with the bound that weights are clipped to, and more with a layer than "
        + "with a doubled width. The smallest network, trained again from other seeds, is the control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-capacity", "run spectral-bias-capacity --preset smoke --clips 0.1,0.3,1"];

    /// <inheritdoc/>
    protected override SpectralBiasCapacityOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [4, 8, 16], Depths = [3, 4, 5], Clips = [0.1, 0.2, 2], ClippedWidth = 8, Samples = 32, Steps = 120, Replicates = 2 },
        Preset.Paper => new() { Samples = 200, LearningRate = 3e-4, Steps = 60_000, Replicates = 10 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasCapacityOptions options)
    {
        SpectralBiasCapacityOptions paper = Options(Preset.Paper);
        return options.Depths.SequenceEqual(paper.Depths) && options.Widths.SequenceEqual(paper.Widths) && options.Clips.SequenceEqual(paper.Clips) && options.ClippedWidth >= paper.ClippedWidth
            && options.Samples >= paper.Samples && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates
            ? null
            : $"{options.Samples} samples, {options.Steps:N0} steps at a rate of {options.LearningRate}, {options.Replicates} seeds, widths {string.Join(", ", options.Widths)}; "
                + $"the paper: {paper.Samples} samples, {paper.Steps:N0} steps at {paper.LearningRate}, widths {string.Join(", ", paper.Widths)}";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<CapacityTrial> Plan(
        SpectralBiasCapacityOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<CapacityTrial>> finished)
    {
        if (options.Samples % 2 != 0)
            throw new InvalidOptionException("--samples", $"{options.Samples}", "an even number, so that the spike stands on a sample");
        RisingOption.Require("--depths", options.Depths, fewest: 3);
        RisingOption.Require("--widths", options.Widths, fewest: 3);
        RisingOption.Require("--clips", options.Clips, fewest: 3);
        int again = options.Controls ? Repeats : 1;
        IEnumerable<(int Depth, int Width, double Clip, int Repeat)> settings =
        [
            .. options.Depths.Select(depth => (depth, options.Widths[0], WideClip, 0)),
            .. options.Widths.Select(width => (options.Depths[0], width, WideClip, 0)),
            .. options.Clips.Select(clip => (options.Depths[^1], options.ClippedWidth, clip, 0)),
            .. Enumerable.Range(0, again).Select(repeat => (options.Depths[0], options.Widths[0], WideClip, repeat)),
        ];
        return [.. settings.Distinct().Select(s => Trial(options, s)).SelectMany(trial => SeedBlocks
            .Cut(options.Seed, options.Replicates, SeedBlocks.SizeFor(trial.Shape, trial.Samples))
            .Select(seeds => trial with { Seeds = seeds }))];
    }

    /// <inheritdoc/>
    protected override void Measure(CapacityTrial trial, TrialContext context, torch.Device device) => CapacityMeasurement.Run(trial, context, device);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasCapacityOptions options, TableSet tables) =>
        new SpectralBiasCapacityFindings(options, tables, Reduction(options)).Conclude();

    private static CapacityTrial Trial(SpectralBiasCapacityOptions options, (int Depth, int Width, double Clip, int Repeat) setting) => new()
    {
        Depth = setting.Depth,
        Width = setting.Width,
        Clip = setting.Clip,
        Repeat = setting.Repeat,
        Samples = options.Samples,
        LearningRate = options.LearningRate,
        Steps = options.Steps,
        Seeds = [],
    };
}
