using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// The high frequencies of a trained network are the first to go when its parameters are perturbed.
/// Source: 1806.08734, Fig. 3 (experiment 2).
/// </summary>
public sealed class SpectralBiasPerturbation : TableTensorStudy<SpectralBiasPerturbationOptions, PerturbationTrial>
{
    /// <summary>The trained networks.</summary>
    internal const string Trained = "trained";

    /// <summary>The negative control: inputs that are unit vectors have no neighbours, and so no frequency is lower than another.</summary>
    internal const string Control = "control-one-hot";

    // Without neighbours everything is learned so much sooner.
    private const int ControlSpeed = 20;

    /// <inheritdoc/>
    public override string Id => "spectral-bias-perturbation";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias: high frequencies don't survive a perturbation of the parameters";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 3";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks that have fitted ten sines are moved along random directions in the space of all their parameters. Claims that what is left of a frequency falls with "
        + "the frequency, and that a higher one needs less to lose half. The same networks on one-hot inputs are the control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-perturbation", "run spectral-bias-perturbation --preset smoke --directions 20"];

    /// <inheritdoc/>
    protected override SpectralBiasPerturbationOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Width = 16, Depth = 3, Samples = 44, Steps = 400, Replicates = 2, Directions = 10, Deltas = 5 },
        Preset.Paper => new()
        {
            Width = 256,
            Samples = 200,
            Frequencies = SineFitOptions.Multiples(5),
            LearningRate = 3e-4,
            Steps = 60_000,
            Replicates = 6,
            Deltas = 101,
        },
        _ => new() { Replicates = 10 },
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasPerturbationOptions options)
    {
        SpectralBiasPerturbationOptions paper = Options(Preset.Paper);
        return options.ReductionFrom(paper) ?? (options.Directions < paper.Directions ? $"{options.Directions} directions; the paper: {paper.Directions}" : null);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PerturbationTrial> Plan(
        SpectralBiasPerturbationOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<PerturbationTrial>> finished)
    {
        options.ValidateFrequencies();
        if (options.Deltas % 2 == 0)
            throw new InvalidOptionException("--deltas", $"{options.Deltas}", "an odd number, so that one of them is half of the largest");
        List<PerturbationTrial> settings = [Fit(options, Trained, options.Widths(), options.Steps)];
        if (options.Controls)
            settings.Add(Fit(options, Control, options.Widths(options.Samples), Math.Max(1, options.Steps / ControlSpeed)));
        return [.. settings.SelectMany(trial => options.Blocks(trial.Widths).Select(seeds => trial with { Seeds = seeds }))];
    }

    /// <inheritdoc/>
    protected override void Measure(PerturbationTrial trial, TrialContext context, torch.Device device) =>
        PerturbationMeasurement.Run(trial, context, device);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasPerturbationOptions options, TableSet tables) =>
        new SpectralBiasPerturbationFindings(options, tables, Reduction(options)).Conclude();

    /// <summary>The lengths, evenly spaced from zero to the largest.</summary>
    internal static double[] DeltasOf(SpectralBiasPerturbationOptions options) =>
        [.. Enumerable.Range(0, options.Deltas).Select(n => options.LargestDelta * n / (options.Deltas - 1))];

    private static PerturbationTrial Fit(SpectralBiasPerturbationOptions options, string setting, int[] widths, long steps) => new()
    {
        Setting = setting,
        Frequencies = options.Frequencies,
        Samples = options.Samples,
        Widths = widths,
        LearningRate = options.LearningRate,
        Steps = steps,
        Directions = options.Directions,
        Deltas = DeltasOf(options),
        Seeds = [],
    };
}
