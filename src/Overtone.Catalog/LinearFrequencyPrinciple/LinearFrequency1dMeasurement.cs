using MathNet.Numerics.Interpolation;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>One network on the five points: its function, the predicted one, and the two interpolants of the limits.</summary>
internal static class LinearFrequency1dMeasurement
{
    /// <summary>The functions' names in the table.</summary>
    public const string Network = "network", Prediction = "prediction", Spline = "natural cubic spline", Lines = "straight lines";

    public static void Run(WideNetworkTrial trial, TrialContext context)
    {
        LinearFrequencySamples samples = FivePoints.Samples;
        TwoLayerNetwork network = trial.Initialisation.Draw(1, trial.Width, trial.Seed);
        (ReluFrequencyWeight weight, FourierSeries predicted, KernelCondition condition) = WideNetworkTraining.Predict(network, samples, trial);
        TwoLayerDescent descent = WideNetworkTraining.Train(network, samples, trial, context);
        WideNetworkTraining.Write(trial, descent, weight, condition, context);

        double[] x = FivePoints.Test;
        var spline = CubicSpline.InterpolateNatural(FivePoints.X, FivePoints.Y);
        var lines = LinearSpline.Interpolate(FivePoints.X, FivePoints.Y);
        var functions = new TableBuilder("functions", Column.Text("experiment"), Column.Integer("seed"), Column.Text("function"), Column.Number("x"), Column.Number("value"));
        void Add(string function, IReadOnlyList<double> values)
        {
            for (int n = 0; n < x.Length; n++)
                functions.Add(trial.Experiment, trial.Seed, function, x[n], values[n]);
        }

        Add(Network, network.At(SamplePoints.OnLine(x)));
        Add(Prediction, predicted.At(x));
        Add(Spline, [.. x.Select(spline.Interpolate)]);
        Add(Lines, [.. x.Select(lines.Interpolate)]);
        context.Write(functions.Build());
    }
}
