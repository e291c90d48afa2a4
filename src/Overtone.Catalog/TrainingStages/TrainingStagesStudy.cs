using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Theory.TrainingStages;
using TorchSharp;

namespace Overtone.Catalog.TrainingStages;

/// <summary>
/// How much of the change of the loss happens above a cut-off frequency, in every stage of training: provable bounds at every step, and the power of the cut-off
/// with which the share falls, set by the smoothness of the activation.
/// Source: 1906.09235, the theorems of the initial, intermediate and final stage.
/// </summary>
public sealed class TrainingStagesStudy : TableTensorStudy<TrainingStagesOptions, TrainingStagesTrial>
{
    private const int PaperPoints = 1 << 15;
    private const int PaperSteps = 3000;

    // With the same rate its descent diverges: the squares of the inner values make its curvature larger.
    private const double ReluSquaredFactor = 10;

    /// <inheritdoc/>
    public override string Id => "training-stages";

    /// <inheritdoc/>
    public override int Version => 2;

    /// <inheritdoc/>
    public override string Title => "Stages of training: how little of the loss's change is at high frequencies";

    /// <inheritdoc/>
    public override string Source => "Luo et al. 2019 (1906.09235), the theorems of the three stages";

    /// <inheritdoc/>
    public override string Summary =>
        "Trains networks with one hidden layer by gradient descent on a density of inputs, and splits the change of the loss at cut-off frequencies. Claims that the share above "
        + "a cut-off keeps within its bound at every step and in every half-life of the loss, and that it falls with the cut-off as a power set by the activation's smoothness.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run training-stages", "run training-stages --preset smoke --width 20"];

    /// <inheritdoc/>
    protected override TrainingStagesOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Points = 4096, Steps = 100, Networks = 2 },
        Preset.Paper => new() { Points = PaperPoints, Steps = PaperSteps },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(TrainingStagesOptions options) => options.Steps >= PaperSteps && options.Points >= PaperPoints
        ? null
        : $"{options.Steps:N0} steps on {options.Points:N0} points; at full size {PaperSteps:N0} on {PaperPoints:N0} (the theorems name neither)";

    /// <inheritdoc/>
    protected override IReadOnlyList<TrainingStagesTrial> Plan(TrainingStagesOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TrainingStagesTrial>> finished) =>
    [
        .. from setting in Settings
           from network in Enumerable.Range(0, options.Networks)
           select new TrainingStagesTrial
           {
               Activation = setting.Activation,
               Density = setting.Density,
               Width = options.Width,
               Points = options.Points,
               Steps = options.Steps,
               LearningRate = options.LearningRate / (setting.Activation == HiddenActivation.ReluSquared ? ReluSquaredFactor : 1),
               Seed = options.Seed + network,
           },
    ];

    /// <inheritdoc/>
    protected override void Measure(TrainingStagesTrial trial, TrialContext context, torch.Device device) => TrainingStagesMeasurement.Run(trial, context);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(TrainingStagesOptions options, TableSet tables) => new TrainingStagesFindings(tables, Reduction(options)).Conclude();

    private static (HiddenActivation Activation, InputDensity Density)[] Settings =>
        [.. Enum.GetValues<HiddenActivation>().Select(activation => (activation, InputDensity.Normal)), (HiddenActivation.Relu, InputDensity.Uniform)];
}
