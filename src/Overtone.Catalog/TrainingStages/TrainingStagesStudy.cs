using System.Text.Json.Serialization;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingStages;

/// <summary>How inputs are distributed: normally, or uniformly on an interval, whose ends are jumps.</summary>
internal enum InputDensity
{
    Normal,
    Uniform,
}

internal sealed record TrainingStagesOptions : StudyOptions, IPresets<TrainingStagesOptions>
{
    public static TrainingStagesOptions Smoke => new() { Points = 4096, Steps = 100, HiddenLayers = 2, DeepWidth = 6, Networks = 2 };

    public static TrainingStagesOptions Thorough => new() { Networks = 20 };

    // The theorems name no size.
    public static TrainingStagesOptions Paper => new() { Points = 1 << 15, Steps = 3000 };

    [Option("Hidden neurons of networks with one hidden layer", Minimum = 1)]
    public int Width { get; init; } = 40;

    [Option(
        "Grid points of the inputs, over 24 standard deviations; cut-offs go up to an eleventh of its Nyquist frequency", Minimum = 4096,
        Reduced = Reduced.WhenLess)]
    public int Points { get; init; } = 8192;

    [Option("Training steps, each of gradient descent on the whole density", Minimum = 100, Reduced = Reduced.WhenLess)]
    public int Steps { get; init; } = 300;

    [Option("Learning rate: the time between steps of gradient flow; ReLU² uses a tenth, because its loss is steeper", Above = 0)]
    public double LearningRate { get; init; } = 0.02;

    [Option("Hidden layers of deep networks", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int HiddenLayers { get; init; } = 3;

    [Option("Neurons of each hidden layer of deep networks", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int DeepWidth { get; init; } = 20;

    [Option("Learning rate of deep networks, whose loss is steeper; with another loss than the square they use a fifth", Above = 0)]
    public double DeepLearningRate { get; init; } = 0.01;

    [Option("Power p of the other loss, ∫ |h − f|ᵖ ρ dx, that deep networks are trained with beside the square", Above = 2)]
    public double LossPower { get; init; } = 4;

    [Option("Networks for each activation", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Networks { get; init; } = 6;
}

/// <summary>A network with one hidden layer and its training.</summary>
[JsonDerivedType(typeof(DeepStagesTrial), "deep")]
internal record TrainingStagesTrial(
    HiddenActivation Activation, InputDensity Density, int Width, int Points, int Steps, double LearningRate, long Seed) : TrialParameters
{
    public override string Label => $"{StudyText.Kebab(Activation)}, {StudyText.Kebab(Density)} inputs, network {Seed}";
}

/// <summary>
/// How much of the change of the loss happens above a cut-off frequency, in every stage of training: provable bounds at every step, and the
/// power of the cut-off with which the share falls, set by the smoothness of the activation; with one hidden layer, with several, and under
/// another loss than the square.
/// Source: 1906.09235, the theorems of the initial, intermediate and final stage.
/// </summary>
internal sealed class TrainingStagesStudy() : TensorStudy<TrainingStagesOptions, TrainingStagesTrial>(
    "training-stages", "Stages of training: how little of the loss's change is at high frequencies",
    "Luo et al. 2019 (1906.09235), the theorems of the three stages", version: 2)
{
    /// <summary>
    /// Cut-offs: between the target's own frequencies, 1/π and 3/π; where an analytic activation has nothing left; from which on powers are
    /// fitted.
    /// </summary>
    public const double LowCutoff = 0.5, FarCutoff = 5.5, LowestFitted = 2.5;

    // With the same rate its descent diverges: the squares of the inner values make its curvature larger.
    private const double ReluSquaredFactor = 10;

    /// <summary>Half of the interval that inputs lie on, in standard deviations.</summary>
    public const double HalfWidth = 12;

    private const int Fitted = 20;

    private static readonly int[] Shown = [0, 10, 100, 300, 1000, 3000];

    public override string Summary =>
        "Trains networks with one hidden layer and deep ones by gradient descent on a density of inputs, and splits the change of the loss "
        + "at cut-off frequencies. Claims that the share above a cut-off stays within its bound at every step, for deep networks at every "
        + "tenth, and in every half-life of the loss, and that it falls with the cut-off as a power set by the activation's smoothness, "
        + "whatever the depth and the loss.";

    public override IndependentScript? Independent => TrainingStagesIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run training-stages", "run training-stages --preset smoke --width 20"];

    protected override IEnumerable<TrainingStagesTrial> Plan(TrainingStagesOptions options) =>
        (from setting in Enum.GetValues<HiddenActivation>().Select(activation => (Activation: activation, Density: InputDensity.Normal))
            .Append((Activation: HiddenActivation.Relu, Density: InputDensity.Uniform))
         from network in Enumerable.Range(0, options.Networks)
         select new TrainingStagesTrial(
             setting.Activation, setting.Density, options.Width, options.Points, options.Steps,
             options.LearningRate / (setting.Activation == HiddenActivation.ReluSquared ? ReluSquaredFactor : 1),
             options.Seed + network)).Concat(DeepStages.Plan(options));

    protected override void Measure(TrainingStagesTrial trial, Recorder to, Device device)
    {
        if (trial is DeepStagesTrial deep)
        {
            DeepStages.Measure(deep, to);
            return;
        }

        (HiddenActivation activation, InputDensity density, long seed) = (trial.Activation, trial.Density, trial.Seed);
        using WeightedGrid grid = GridOf(trial);
        using OneHiddenLayer network = OneHiddenLayer.Draw(activation, trial.Width, seed);
        using Tensor target = TargetOn(grid);
        double[] cutoffs = Cutoffs(grid);
        var steps = new List<LossRates>();
        foreach (LossRates rates in LossRates.AlongDescent(network, target, grid, cutoffs, trial.LearningRate, trial.Steps))
        {
            to.Cancellation.ThrowIfCancellationRequested();
            to.Report((double)steps.Count / trial.Steps);
            steps.Add(rates);
        }

        int[] indices = [.. Enumerable.Range(1, cutoffs.Length - 1)];
        to.Add(
            from step in Shown.Where(step => step < steps.Count)
            let rates = steps[step]
            from n in indices
            select new StepShare(
                activation, density, seed, step, cutoffs[n], rates.Ratio(n), rates.Bound(n), rates.HighLoss[n], rates.Loss));
        to.Add(
            from window in HalfLifeWindow.Of(steps, trial.LearningRate)
            from n in indices
            select new WindowShare(activation, density, seed, window.First, window.Last, cutoffs[n], window.Ratios[n], window.Bounds[n]));
        to.Add(new Check(
            activation, density, seed, steps.Count, steps.Max(rates => rates.Imbalance), steps.Max(rates => rates.BoundUsed),
            steps.Max(rates => rates.LateBoundUsed), steps.Max(rates => rates.SmoothnessUsed), steps[0].Loss, steps[^1].Loss));
    }

    protected override void Conclude(TrainingStagesOptions options, Conclusion to)
    {
        new TrainingStagesFindings(to).Conclude();
        new DeepStagesFindings(to).Conclude();
    }

    /// <summary>The trial's inputs.</summary>
    internal static WeightedGrid GridOf(TrainingStagesTrial trial) => trial.Density == InputDensity.Normal
        ? WeightedGrid.Normal(HalfWidth, trial.Points)
        : WeightedGrid.Uniform(HalfWidth, trial.Points);

    /// <summary>The target at those inputs.</summary>
    internal static Tensor TargetOn(WeightedGrid grid)
    {
        using var scope = NewDisposeScope();
        return ((2 * grid.Points).sin() + (0.5 * (6 * grid.Points).sin())).MoveToOuterDisposeScope();
    }

    /// <summary>Zero, so that the whole is known; some for single claims; the others for the exponent.</summary>
    internal static double[] Cutoffs(WeightedGrid grid)
    {
        double highest = grid.Nyquist / 11, step = Math.Log(highest / LowestFitted) / (Fitted - 1);
        return [0, LowCutoff, 1, FarCutoff, .. Enumerable.Range(0, Fitted).Select(n => LowestFitted * Math.Exp(n * step))];
    }

    [Table("shares")]
    internal sealed record StepShare(
        HiddenActivation Activation, InputDensity Inputs, long Seed, int Step, [Unit("cycles per unit")] double Cutoff, double Share,
        double Bound, double HighLoss, double Loss);

    [Table("windows")]
    internal sealed record WindowShare(
        HiddenActivation Activation, InputDensity Inputs, long Seed, int FirstStep, int LastStep, [Unit("cycles per unit")] double Cutoff,
        double Share, double Bound);

    /// <summary>What was checked at every step.</summary>
    [Table("checks")]
    internal sealed record Check(
        HiddenActivation Activation, InputDensity Inputs, long Seed, int Steps, double Imbalance, double BoundUsed, double LateBoundUsed,
        double SmoothnessUsed, double FirstLoss, double LastLoss);
}
