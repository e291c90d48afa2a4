using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// Predicts and trains one network. The prediction knows the initial weights only. Training is gradient descent on the sum of squares; its
/// limit does not depend on the rate, which is a fixed share of the largest stable one.
/// </summary>
internal static class WideNetworkTraining
{
    // The tangent kernel grows by a few per cent while a network trains.
    private const double ShareOfStableRate = 0.75;
    private const long StepsBetweenReports = 2000;

    /// <summary>A freshly drawn network's weight γ² and the function that gradient descent is predicted to end at.</summary>
    public static (ReluFrequencyWeight Weight, FourierSeries Function, KernelCondition Condition) Predict(TwoLayerNetwork network, LinearFrequencySamples samples, WideNetworkTrial trial)
    {
        var weight = ReluFrequencyWeight.Of(network);
        (FourierSeries function, KernelCondition condition) = Predict(weight, samples, trial);
        return (weight, function, condition);
    }

    /// <summary>The function that a weight predicts.</summary>
    public static (FourierSeries Function, KernelCondition Condition) Predict(ReluFrequencyWeight weight, LinearFrequencySamples samples, WideNetworkTrial trial) =>
        LongTimeLimit.Solve(new LinearFrequencyKernel(weight, FrequencyLattice.For(samples.Points, trial.Cutoff, trial.Period)), samples);

    /// <summary>Trains a network in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="trial">When to stop.</param>
    /// <param name="context">The trial's context; its checkpoint is used, so a trial trains one network or trains without.</param>
    /// <param name="isOnly">Whether this is the trial's only network.</param>
    public static TwoLayerDescent Train(TwoLayerNetwork network, LinearFrequencySamples samples, WideNetworkTrial trial, TrialContext context, bool isOnly = true)
    {
        double rate = ShareOfStableRate * TangentKernel.LargestStableRate(network, samples.Points);
        var descent = new TwoLayerDescent(network, samples.Points, samples.Labels, rate);
        if (isOnly)
            Restore(descent, context);
        double first = Math.Log(descent.Loss / trial.Loss);
        while (descent.Step < trial.Steps && descent.Loss > trial.Loss)
        {
            descent.TrainTo(Math.Min(trial.Steps, descent.Step + StepsBetweenReports), trial.Loss, context.Cancellation);
            if (!isOnly)
                continue;
            context.Report(Math.Max((double)descent.Step / trial.Steps, 1 - (Math.Log(descent.Loss / trial.Loss) / first)), $"step {descent.Step:N0}, loss {descent.Loss:0.0E+0}");
            if (context.CheckpointDue)
                context.SaveCheckpoint(descent.Save);
        }

        return descent;
    }

    /// <summary>The table of trainings, empty.</summary>
    public static TableBuilder Table() => new(
        "training", Column.Text("experiment"), Column.Integer("width", "neurons"), Column.Integer("seed"), Column.Integer("steps", "training steps"), Column.Number("loss"),
        Column.Number("cubic_coefficient"), Column.Number("linear_coefficient"), Column.Number("condition"));

    /// <summary>Writes the table of a single training.</summary>
    public static void Write(WideNetworkTrial trial, TwoLayerDescent descent, ReluFrequencyWeight weight, KernelCondition condition, TrialContext context) =>
        context.Write(Table().Add(trial.Experiment, trial.Width, trial.Seed, descent.Step, descent.Loss, weight.Cubic, weight.Linear, condition.Number).Build());

    private static void Restore(TwoLayerDescent descent, TrialContext context)
    {
        using Stream? stream = context.OpenCheckpoint();
        if (stream is not null)
            descent.Load(stream);
    }
}
