using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// One draw of samples and weights: a sine of each frequency is learned from the same samples by a network of the same initial weights. The unit interval
/// lies at −½ to ½, in the middle of the breakpoints.
/// </summary>
internal static class LinearFrequencyGeneralizationMeasurement
{
    private const int TestPoints = 1000;

    public static void Run(GeneralizationTrial trial, TrialContext context)
    {
        double[] x = Draw(trial.Samples, trial.Seed), test = [.. Enumerable.Range(0, TestPoints).Select(n => ((n + 0.5) / TestPoints) - 0.5)];
        TableBuilder training = WideNetworkTraining.Table();
        var errors = new TableBuilder(
            "errors", Column.Text("experiment"), Column.Integer("seed"), Column.Integer("frequency", "cycles per unit length"), Column.Number("amplitude"), Column.Number("norm"),
            Column.Number("bound"), Column.Number("network_error"), Column.Number("prediction_error"), Column.Number("train_loss", "mean squared error"));
        for (int frequency = 1; frequency <= trial.HighestFrequency; frequency++)
        {
            context.Report((frequency - 1.0) / trial.HighestFrequency, $"frequency {frequency} of {trial.HighestFrequency}");
            TwoLayerNetwork network = trial.Initialisation.Draw(1, trial.Width, trial.Seed);
            var weight = ReluFrequencyWeight.Of(network);
            double norm = FrequencyPrincipleNorm.OfSine(weight, frequency);
            double amplitude = trial.Experiment == LinearFrequencyGeneralization.EqualNorm ? FrequencyPrincipleNorm.OfSine(weight, 1) / norm : 1;
            double[] Target(double[] points) => [.. points.Select(t => amplitude * Math.Sin(2 * Math.PI * frequency * t))];

            var samples = new LinearFrequencySamples(SamplePoints.OnLine(x), Target(x));
            (FourierSeries predicted, KernelCondition condition) = WideNetworkTraining.Predict(weight, samples, trial);
            TwoLayerDescent descent = WideNetworkTraining.Train(network, samples, trial, context, isOnly: false);
            double[] target = Target(test);
            errors.Add(
                trial.Experiment, trial.Seed, frequency, amplitude, amplitude * norm,
                GeneralizationBound.Of(weight, amplitude * norm, amplitude, trial.Samples, trial.Failure),
                FunctionDistance.Of(network.At(SamplePoints.OnLine(test)), target).MeanAbsolute, FunctionDistance.Of(predicted.At(test), target).MeanAbsolute,
                descent.Loss / trial.Samples);
            training.Add($"{trial.Experiment}, frequency {frequency}", trial.Width, trial.Seed, descent.Step, descent.Loss, weight.Cubic, weight.Linear, condition.Number);
        }

        context.Write(errors.Build());
        context.Write(training.Build());
    }

    private static double[] Draw(int count, long seed)
    {
        using Generator generator = RandomStreams.Create(seed, "samples");
        using Tensor values = empty(count, dtype: float64).uniform_(-0.5, 0.5, generator);
        return [.. values.data<double>().ToArray().Order()];
    }
}
