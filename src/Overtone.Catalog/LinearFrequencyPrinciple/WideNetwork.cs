using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>One wide network, trained and predicted: what a trial of the linear frequency principle's studies reads.</summary>
internal record WideNetworkTrial : TrialParameters
{
    public string Experiment { get; init; } = "";

    public TwoLayerInitialisation Initialisation { get; init; } = null!;

    public int Width { get; init; }

    public double Loss { get; init; }

    public long Steps { get; init; }

    public double Cutoff { get; init; }

    public double Period { get; init; }

    public long Seed { get; init; }

    public override string Label => $"{Experiment}, width {Width}, seed {Seed}";

    /// <summary>The trials of one setting, one for each seed.</summary>
    public static IEnumerable<T> Of<T>(WideNetworkOptions options, string experiment, TwoLayerInitialisation initialisation, int width)
        where T : WideNetworkTrial, new() =>
        Enumerable.Range(0, options.Replicates).Select(n => new T
        {
            Experiment = experiment,
            Initialisation = initialisation,
            Width = width,
            Loss = options.Loss,
            Steps = options.Steps,
            Cutoff = options.Cutoff,
            Period = options.Period,
            Seed = options.Seed + n,
        });
}

/// <summary>
/// Predicts and trains one network. The prediction knows the initial weights only. Training is gradient descent on the sum of squares; its
/// limit does not depend on the rate, which is a fixed share of the largest stable one.
/// </summary>
/// <param name="Network">The network, trained.</param>
/// <param name="Weight">γ² of its initial weights.</param>
/// <param name="Predicted">The function that it is predicted to end at.</param>
/// <param name="Loss">The sum of squares that it ended with.</param>
internal sealed record WideNetwork(TwoLayerNetwork Network, ReluFrequencyWeight Weight, FourierSeries Predicted, double Loss)
{
    // The tangent kernel grows by a few per cent while a network trains.
    private const double ShareOfStableRate = 0.75;
    private const long StepsBetweenReports = 2000;

    /// <summary>Draws, predicts and trains the network of a trial, and adds a row about it.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="samples">What is fitted.</param>
    /// <param name="to">The trial's recorder.</param>
    /// <param name="part">Which of the trial's networks this is, from 0, of how many, and the row's name for it.</param>
    public static WideNetwork Of(
        WideNetworkTrial trial, LinearFrequencySamples samples, Recorder to, (int Place, int Count, string Name)? part = null)
    {
        (int index, int count, string name) = part ?? (0, 1, trial.Experiment);
        TwoLayerNetwork network = trial.Initialisation.Draw(samples.Points.GetLength(1), trial.Width, trial.Seed);
        var weight = ReluFrequencyWeight.Of(network);
        (FourierSeries predicted, KernelCondition condition) =
            LongTimeLimit.Predict(weight, samples, trial.Cutoff, trial.Period);
        double rate = ShareOfStableRate * TangentKernel.LargestStableRate(network, samples.Points);
        var descent = new TwoLayerDescent(network, samples.Points, samples.Labels, rate);
        double first = Math.Log(descent.Loss / trial.Loss);
        to.FollowUntil(
            new StepwiseDescent(descent, trial.Loss), trial.Steps, StepsBetweenReports, () => !(descent.Loss > trial.Loss),
            () => ((index + Math.Max((double)descent.Step / trial.Steps, 1 - (Math.Log(descent.Loss / trial.Loss) / first))) / count,
                $"step {descent.Step:N0}, loss {descent.Loss:0.0E+0}"));
        to.Add(new TrainedNetwork(
            name, trial.Width, trial.Seed, descent.Step, descent.Loss, weight.Cubic, weight.Linear, condition.Number));
        return new WideNetwork(network, weight, predicted, descent.Loss);
    }

    /// <summary>How a difference falls with width: the slope of its logarithm against that of the width, within each seed.</summary>
    public static double[] Slopes(IEnumerable<(long Seed, int Width, double Difference)> differences) =>
        [.. differences.GroupBy(d => d.Seed)
            .Select(seed => LineFit.Of([.. seed.Select(d => (Math.Log(d.Width), Math.Log(d.Difference)))]).Slope)];

    [Table("training")]
    internal sealed record TrainedNetwork(
        string Experiment, [Unit("neurons")] int Width, long Seed, [Unit("training steps")] long Steps, double Loss,
        double CubicCoefficient,
        double LinearCoefficient, double Condition);
}
