using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// Trains on a draw of samples and takes spectra along the diagonal, k on all coordinates alike from 0 to ¼. The parity of d signs has the
/// exact spectrum (−i)^d sin^d(2πk): nothing at 0, everything at ¼.
/// </summary>
internal static class ParityMeasurement
{
    private const int Frequencies = 51;
    private const double HighestFrequency = 0.25;
    private const int ProgressSteps = 20;

    public static void Run(ParityTrial trial, TrialContext context, Device device)
    {
        Tensor inputs = AllSigns(trial.Dimension).to(device);
        Tensor parity = inputs.prod(1).unsqueeze(1);
        using Generator generator = RandomStreams.Create(trial.Seed, "samples");
        Tensor order = randperm(inputs.shape[0], generator: generator).to(device);
        Tensor seen = order.narrow(0, 0, trial.Samples), unseen = order.narrow(0, trial.Samples, inputs.shape[0] - trial.Samples);

        var shape = new PerceptronShape([trial.Dimension, .. trial.Widths, 1], trial.Activation);
        using var network = new MultilayerPerceptron(shape, new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, trial.Scale), trial.Seed, device);
        using var trainer = new Trainer(
            network,
            new TrainingData(inputs.index_select(0, seen), parity.index_select(0, seen)),
            new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared));
        long[] steps = [.. Enumerable.Range(1, ProgressSteps).Select(n => trial.Steps * n / ProgressSteps).Distinct()];
        RecordedTraining.Run(trainer, steps, _ => [], context);

        using var noGradient = no_grad();
        Tensor learned = network.call(inputs);
        WriteSpectra(trial, inputs, parity, seen, learned, context);
        Tensor error = (learned - parity).square();
        context.Write(new TableBuilder(
            "generalisation", Column.Integer("seed"), Column.Number("train_loss"), Column.Number("test_loss"),
            Column.Number("train_sign_accuracy"), Column.Number("test_sign_accuracy"))
            .Add(trial.Seed, MeanOf(error, seen), MeanOf(error, unseen), SignAccuracy(learned, parity, seen), SignAccuracy(learned, parity, unseen))
            .Build());
    }

    /// <summary>All sign vectors, [2^d, d], float32.</summary>
    internal static Tensor AllSigns(int dimension)
    {
        using var scope = NewDisposeScope();
        Tensor bits = arange(1L << dimension, dtype: int64).unsqueeze(1).bitwise_right_shift(arange(dimension, dtype: int64).unsqueeze(0)).bitwise_and(tensor(1L));
        return (1 - (2 * bits)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    private static void WriteSpectra(ParityTrial trial, Tensor inputs, Tensor parity, Tensor seen, Tensor learned, TrialContext context)
    {
        double[] grid = [.. Enumerable.Range(0, Frequencies).Select(n => HighestFrequency * n / (Frequencies - 1))];
        // Along the diagonal k·(1, …, 1) a point's phase depends on the sum of its coordinates only.
        Tensor coordinates = inputs.sum(1);
        using var all = new NonuniformFourierTransform(coordinates, grid);
        using var sampled = new NonuniformFourierTransform(coordinates.index_select(0, seen), grid);
        Complex[,] exact = all.Transform(parity), samples = sampled.Transform(parity.index_select(0, seen)), network = all.Transform(learned);
        var spectra = new TableBuilder(
            "spectra", Column.Integer("seed"), Column.Number("frequency", "cycles per unit, on every coordinate"), Column.Text("function"), Column.Number("amplitude"));
        for (int k = 0; k < grid.Length; k++)
        {
            spectra.Add(trial.Seed, grid[k], "formula", Math.Pow(Math.Abs(Math.Sin(2 * Math.PI * grid[k])), trial.Dimension));
            spectra.Add(trial.Seed, grid[k], "all inputs", exact[k, 0].Magnitude);
            spectra.Add(trial.Seed, grid[k], "training samples", samples[k, 0].Magnitude);
            spectra.Add(trial.Seed, grid[k], "network on all inputs", network[k, 0].Magnitude);
        }

        context.Write(spectra.Build());
    }

    private static double MeanOf(Tensor values, Tensor places) => values.index_select(0, places).to_type(ScalarType.Float64).mean().item<double>();

    private static double SignAccuracy(Tensor learned, Tensor parity, Tensor places) =>
        (learned * parity).index_select(0, places).gt(0).to_type(ScalarType.Float64).mean().item<double>();
}
