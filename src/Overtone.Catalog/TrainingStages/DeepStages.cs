using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingStages;

/// <summary>A deep network and its training, with a loss of any power.</summary>
internal sealed record DeepStagesTrial(
    HiddenActivation Activation, InputDensity Density, int Width, int Points, int Steps, double LearningRate, long Seed, int HiddenLayers,
    double Power) : TrainingStagesTrial(Activation, Density, Width, Points, Steps, LearningRate, Seed)
{
    public override string Label => FormattableString.Invariant(
        $"deep {StudyText.Kebab(Activation)}, {StudyText.Kebab(Density)} inputs, power {Power}, network {Seed}");
}

/// <summary>
/// What <see cref="TrainingStagesStudy"/> measures of deep networks. They have many times as many parameters, so that their derivatives are
/// looked at once in some steps; sums over those moments keep the bounds as sums over all do.
/// </summary>
internal static class DeepStages
{
    /// <summary>The power of the loss that is an energy.</summary>
    public const double Square = 2;

    private const int Every = 10;

    // With the same rate the descent under the fourth power diverges: where the error is large its curvature is many times larger.
    private const double OtherLossFactor = 5;

    private static readonly int[] Shown = [0, 100, 300, 3000];

    /// <summary>The trials: ReLU with both losses on both kinds of inputs, and tanh.</summary>
    public static IEnumerable<TrainingStagesTrial> Plan(TrainingStagesOptions options)
    {
        (HiddenActivation Activation, InputDensity Density, double Power)[] settings =
        [
            (HiddenActivation.Relu, InputDensity.Normal, Square),
            (HiddenActivation.Relu, InputDensity.Uniform, Square),
            (HiddenActivation.Tanh, InputDensity.Normal, Square),
            (HiddenActivation.Relu, InputDensity.Normal, options.LossPower),
            (HiddenActivation.Relu, InputDensity.Uniform, options.LossPower),
        ];
        return
            from setting in settings
            from network in Enumerable.Range(0, options.Networks)
            select new DeepStagesTrial(
                setting.Activation, setting.Density, options.DeepWidth, options.Points, options.Steps,
                options.DeepLearningRate / (setting.Power == Square ? 1 : OtherLossFactor), options.Seed + network, options.HiddenLayers,
                setting.Power);
    }

    public static void Measure(DeepStagesTrial trial, Recorder to)
    {
        (HiddenActivation activation, InputDensity density, double power, long seed) =
            (trial.Activation, trial.Density, trial.Power, trial.Seed);
        using WeightedGrid grid = TrainingStagesStudy.GridOf(trial);
        using DeepNetwork network = DeepNetwork.Draw(activation, trial.HiddenLayers, trial.Width, seed);
        using Tensor target = TrainingStagesStudy.TargetOn(grid);
        double[] cutoffs = TrainingStagesStudy.Cutoffs(grid);
        var moments = new List<LossRates>();
        foreach (LossRates rates in LossRates.AlongDescent(
            network, target, grid, cutoffs, trial.LearningRate, trial.Steps, power, Every))
        {
            to.Cancellation.ThrowIfCancellationRequested();
            to.Report((double)moments.Count * Every / trial.Steps);
            moments.Add(rates);
        }

        int[] indices = [.. Enumerable.Range(1, cutoffs.Length - 1)];
        double change = moments.Sum(rates => rates.GradientSquare);
        to.Add(indices.Select(n => new WholeShare(
            activation, density, power, seed, cutoffs[n], moments.Sum(rates => Math.Abs(rates.HighRate[n])) / change)));
        to.Add(
            from step in Shown.Where(step => step / Every < moments.Count)
            let rates = moments[step / Every]
            from n in indices
            select new MomentShare(activation, density, power, seed, step, cutoffs[n], rates.Ratio(n), rates.Bound(n)));
        HalfLifeWindow[] windows = [.. HalfLifeWindow.Of(moments, Every * trial.LearningRate)];
        to.Add(new DeepCheck(
            activation, density, power, seed, Every * (moments.Count - 1), windows.Length, moments.Max(rates => rates.Imbalance),
            moments.Max(rates => rates.LossImbalance), moments.Max(rates => rates.BoundUsed), moments.Max(rates => rates.LateBoundUsed),
            moments.Max(rates => rates.SmoothnessUsed),
            windows.SelectMany(window => indices.Select(n => window.Ratios[n] / window.Bounds[n])).DefaultIfEmpty(0).Max(),
            moments[0].Loss, moments[^1].Loss));
    }

    /// <summary>The change above a cut-off in the whole training, as a part of the loss's.</summary>
    [Table("deep_shares")]
    internal sealed record WholeShare(
        HiddenActivation Activation, InputDensity Inputs, double Power, long Seed, [Unit("cycles per unit")] double Cutoff, double Share);

    /// <summary>The same at one moment, with its bound.</summary>
    [Table("deep_moments")]
    internal sealed record MomentShare(
        HiddenActivation Activation, InputDensity Inputs, double Power, long Seed, int Step, [Unit("cycles per unit")] double Cutoff,
        double Share, double Bound);

    /// <summary>What was checked at every moment, and in every window in which the loss halves.</summary>
    [Table("deep_checks")]
    internal sealed record DeepCheck(
        HiddenActivation Activation, InputDensity Inputs, double Power, long Seed, int Steps, int Windows, double Imbalance,
        double LossImbalance, double BoundUsed, double LateBoundUsed, double SmoothnessUsed, double WindowUsed, double FirstLoss,
        double LastLoss);
}
