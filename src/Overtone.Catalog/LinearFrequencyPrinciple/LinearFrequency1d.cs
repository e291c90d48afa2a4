using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Theory.LinearFrequencyPrinciple;
using TorchSharp;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// The linear frequency principle (LFP) predicts, from the scales of its initial weights alone, which function a wide two-layer ReLU network
/// ends at: nearly the natural cubic spline in one regime, nearly straight lines in the other.
/// Source: 1905.10264, one-dimensional figure.
/// </summary>
public sealed class LinearFrequency1d : TableTensorStudy<LinearFrequency1dOptions, WideNetworkTrial>
{
    /// <summary>The experiment in which the first term dominates.</summary>
    internal const string Cubic = "cubic";

    /// <summary>The experiment in which the second term dominates.</summary>
    internal const string Linear = "linear";

    /// <summary>The negative control: a network that does not begin as zero.</summary>
    internal const string InitialFunction = "control-initial-function";

    /// <inheritdoc/>
    public override string Id => "lfp-1d";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Linear frequency principle: a wide network's fit, predicted";

    /// <inheritdoc/>
    public override string Source => "Zhang et al. 2019 (1905.10264), one-dimensional figure";

    /// <inheritdoc/>
    public override string Summary =>
        "A two-layer ReLU network of some thousand neurons fits five points. The linear frequency principle predicts the function it ends at from "
        + "its initial weights, by solving five equations. Claims that prediction and network agree in two regimes, and that these are the natural "
        + "cubic spline and straight lines. Without antisymmetric initialisation the prediction must fail.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run lfp-1d", "run lfp-1d --preset smoke --width 400 --cutoff 100"];

    /// <inheritdoc/>
    protected override LinearFrequency1dOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Width = 200, Replicates = 2, Loss = 1e-2, Steps = 5000 },
        Preset.Paper => new() { Width = 10_000 },
        _ => new() { Replicates = 6 },
    };

    /// <inheritdoc/>
    protected override string? Reduction(LinearFrequency1dOptions options)
    {
        LinearFrequency1dOptions paper = Options(Preset.Paper);
        return options.Width >= paper.Width && options.Replicates >= paper.Replicates && options.Loss <= paper.Loss && options.Steps >= paper.Steps
            ? null
            : $"{options.Width:N0} neurons, {options.Replicates} seeds, loss {options.Loss:0.#E+0}; in full: 10,000 neurons, 10 seeds, loss 8E-5";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<WideNetworkTrial> Plan(
        LinearFrequency1dOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<WideNetworkTrial>> finished)
    {
        WideNetworkOptions.RequireEven("--width", options.Width);
        options.RequireCutoff(SamplePoints.Nyquist(FivePoints.Samples.Points));
        TwoLayerInitialisation cubic = options.Initialisation("--cubic-spreads", options.CubicSpreads), linear = options.Initialisation("--linear-spreads", options.LinearSpreads);
        return
        [
            .. WideNetworkTrial.Of(options, Cubic, cubic, options.Width),
            .. WideNetworkTrial.Of(options, Linear, linear, options.Width),
            .. options.Controls ? WideNetworkTrial.Of(options, InitialFunction, linear with { IsAntisymmetric = false }, options.Width) : [],
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(WideNetworkTrial trial, TrialContext context, torch.Device device) => LinearFrequency1dMeasurement.Run(trial, context);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(LinearFrequency1dOptions options, TableSet tables) =>
        new LinearFrequency1dFindings(options, tables, Reduction(options)).Conclude();
}
