using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies.Tables;
using Overtone.Studies;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Fits sums of sines along a curve with a block of networks, and follows every frequency.
/// Source: 1806.08734, experiment 5 and Fig. 8.
/// </summary>
internal static class ManifoldSines
{
    private const int Records = 120;

    public static void Run(ManifoldTrial trial, TrialContext context, Device device)
    {
        var sum = new SineSum(trial.Frequencies, [.. trial.Frequencies.Select(_ => 1.0)]);
        Tensor inputs = trial.Task == ManifoldTask.Scattered
            ? stack([.. trial.Seeds.Select(seed => ManifoldInputs.Scattered(seed, trial.Samples, device))])
            : ManifoldInputs.Curve(trial.Petals[0], trial.Samples, device);
        Tensor targets = sum.Targets(trial.Seeds, trial.Samples, device);
        using var spectrum = new BlockSpectrum(trial.Frequencies, targets);
        using var networks = new ReluNetworkBlock(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluBlockTrainer(networks, inputs, targets, new ReluBlockOptions(trial.LearningRate));
        IReadOnlyList<long> steps = RecordedTraining.LogarithmicSteps(trial.Steps, Records);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, _ => Measure(networks, inputs, targets, spectrum), context);
        Write(trial, steps, records, context);
    }

    // For each network the loss, then ratio and error of every frequency.
    private static double[] Measure(ReluNetworkBlock networks, Tensor inputs, Tensor targets, BlockSpectrum spectrum)
    {
        using var scope = NewDisposeScope();
        Tensor outputs = networks.Evaluate(inputs);
        Complex[,] learned = spectrum.Of(outputs);
        double[] losses = BlockLoss.MeanSquared.OfEach(outputs, targets);
        IEnumerable<double> Of(int network) => Enumerable.Range(0, learned.GetLength(0)).SelectMany(k =>
            new[] { BlockSpectrum.Ratio(learned[k, network], 1), RelativeError.Of(learned[k, network], spectrum.Targets[k, network]) });
        return [.. losses.SelectMany((loss, network) => Of(network).Prepend(loss))];
    }

    private static void Write(ManifoldTrial trial, IReadOnlyList<long> steps, IReadOnlyList<double[]> records, TrialContext context)
    {
        Column[] place = [Column.Text("curve"), Column.Integer("petals"), Column.Integer("seed"), Column.Integer("step", "training steps")];
        var spectra = new TableBuilder("spectra", [.. place, Column.Number("frequency", "cycles per turn"), Column.Number("ratio"), Column.Number("error")]);
        var losses = new TableBuilder("losses", [.. place, Column.Number("loss")]);
        string curve = trial.Task == ManifoldTask.Scattered ? SpectralBiasManifold.Scattered : SpectralBiasManifold.CurveName(trial.Petals[0]);
        int frequencies = trial.Frequencies.Length, each = 1 + (2 * frequencies);
        for (int network = 0; network < trial.Seeds.Length; network++)
        {
            for (int r = 0; r < steps.Count; r++)
            {
                ReadOnlySpan<double> values = records[r].AsSpan(network * each, each);
                losses.Add(curve, trial.Petals[0], trial.Seeds[network], steps[r], values[0]);
                for (int k = 0; k < frequencies; k++)
                    spectra.Add(curve, trial.Petals[0], trial.Seeds[network], steps[r], (double)trial.Frequencies[k], values[1 + (2 * k)], values[2 + (2 * k)]);
            }
        }

        context.Write(spectra.Build());
        context.Write(losses.Build());
    }
}
