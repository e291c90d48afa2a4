using MathNet.Numerics.Statistics;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Trains a block of networks on labels with a wave added, and follows the error on clean labels of other images.</summary>
internal static class NoisyLabelsMeasurement
{
    public static void Run(NoisyLabelsTrial trial, TrialContext context, Device device)
    {
        TwoClasses images = TwoClasses.Load(trial.Data, trial.Classes, trial.Images, context.Environment.DataRoots, device);
        double[] wave = RadialWave.Of(images.Norms[..images.TrainingCount], trial.Frequency, trial.MatchNorms);
        if (trial.Shuffled)
            wave = RadialWave.Shuffle(wave);
        double[] labels = images.Labels[..images.TrainingCount];
        WriteNoise(trial, wave, labels, context);

        long rest = images.Labels.Length - images.TrainingCount;
        Tensor inputs = images.Inputs.narrow(0, 0, images.TrainingCount), unseen = images.Inputs.narrow(0, images.TrainingCount, rest);
        Tensor targets = ToColumn([.. labels.Zip(wave, (label, noise) => label + (trial.Amplitude * noise))], device);
        Tensor clean = ToColumn(images.Labels[images.TrainingCount..], device);
        using var networks = new ReluNetworkBlock([(int)inputs.shape[1], .. trial.Hidden, 1], trial.Seeds, device);
        using var trainer = new ReluBlockTrainer(networks, inputs, targets, new ReluBlockOptions(trial.LearningRate));
        long[] steps = RecordedTraining.EvenSteps(trial.Steps, trial.RecordEvery);
        IReadOnlyList<double[]> records = RecordedTraining.Run(
            trainer, steps, _ => [.. Losses(networks, inputs, targets), .. Losses(networks, unseen, clean)], context);
        WriteCurves(trial, steps, records, context);
    }

    private static double[] Losses(ReluNetworkBlock networks, Tensor inputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return BlockLoss.MeanSquared.OfEach(networks.Evaluate(inputs), targets);
    }

    private static void WriteCurves(NoisyLabelsTrial trial, long[] steps, IReadOnlyList<double[]> records, TrialContext context)
    {
        var curves = new TableBuilder("curves", [.. Place(), Column.Integer("seed"), Column.Integer("step", "training steps"), Column.Number("train_loss"), Column.Number("validation_loss")]);
        for (int n = 0; n < trial.Seeds.Length; n++)
        {
            for (int r = 0; r < steps.Length; r++)
                curves.Add(Noise(trial), trial.Frequency, trial.Amplitude, trial.Seeds[n], steps[r], records[r][n], records[r][trial.Seeds.Length + n]);
        }

        context.Write(curves.Build());
    }

    // What part of the damage is a bias: a slow wave has a mean, and goes along with the label.
    private static void WriteNoise(NoisyLabelsTrial trial, double[] wave, double[] labels, TrialContext context)
    {
        var noise = new TableBuilder("noise", [.. Place(), Column.Integer("seed"), Column.Number("mean"), Column.Number("deviation"), Column.Number("label_correlation")]);
        double correlation = trial.Frequency > 0 ? Correlation.Pearson(wave, labels) : double.NaN;
        foreach (long seed in trial.Seeds)
            noise.Add(Noise(trial), trial.Frequency, trial.Amplitude, seed, wave.Average(), wave.PopulationStandardDeviation(), correlation);
        context.Write(noise.Build());
    }

    private static Column[] Place() => [Column.Text("noise"), Column.Number("frequency", "cycles per unit of the norm"), Column.Number("amplitude")];

    private static string Noise(NoisyLabelsTrial trial) => trial.Shuffled ? SpectralBiasNoisyLabels.Shuffled : SpectralBiasNoisyLabels.Wave;

    private static Tensor ToColumn(double[] values, Device device) => tensor(values, float32, device).unsqueeze(1);
}
