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
/// Fits a spike of height 1 on the middle sample with a block of networks. All its coefficients have the size 1/N, and |f̃| N says how much of one is there.
/// </summary>
internal static class CapacityMeasurement
{
    /// <summary>The share from which on a frequency counts as learned.</summary>
    public const double Learned = 0.5;

    private const int Records = 60;
    // Frequencies whose shares are kept for pictures; the highest learned one is looked for among all.
    private const int Kept = 25;
    // So far apart that no run's seeds meet another repetition's.
    private const long RepeatDistance = 1_000_000_000;

    public static void Run(CapacityTrial trial, TrialContext context, Device device)
    {
        int highest = (trial.Samples / 2) - 1;
        Tensor inputs = SineSum.Inputs(1, trial.Samples, device), target = Spike(trial.Samples).to(device);
        using var spectrum = new BlockSpectrum([.. Enumerable.Range(1, highest)], target.unsqueeze(0));
        using var networks = new ReluNetworkBlock(trial.Shape.Widths, [.. trial.Seeds.Select(seed => seed + (trial.Repeat * RepeatDistance))], device);
        using var trainer = new ReluBlockTrainer(networks, inputs, target, new ReluBlockOptions(trial.LearningRate, WeightClip: trial.Clip));
        long[] steps = [.. Enumerable.Range(0, Records + 1).Select(n => trial.Steps * n / Records)];
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, _ => Measure(trial, networks, inputs, target, spectrum), context);
        Write(trial, steps, records, highest, context);
    }

    /// <summary>Zero but for the middle sample, which is 1: [N, 1], float32.</summary>
    public static Tensor Spike(int samples)
    {
        using var scope = NewDisposeScope();
        return tensor([.. Enumerable.Range(0, samples).Select(j => j == samples / 2 ? 1f : 0)]).unsqueeze(1).MoveToOuterDisposeScope();
    }

    // For each network: its loss, and its share of every frequency.
    private static double[] Measure(CapacityTrial trial, ReluNetworkBlock networks, Tensor inputs, Tensor target, BlockSpectrum spectrum)
    {
        using var scope = NewDisposeScope();
        Tensor outputs = networks.Evaluate(inputs);
        double[] losses = BlockLoss.MeanSquared.OfEach(outputs, target);
        Complex[,] learned = spectrum.Of(outputs);
        return [.. losses.SelectMany((loss, n) => Enumerable.Range(0, learned.GetLength(0)).Select(k => learned[k, n].Magnitude * trial.Samples).Prepend(loss))];
    }

    private static void Write(CapacityTrial trial, long[] steps, IReadOnlyList<double[]> records, int highest, TrialContext context)
    {
        Column[] place = [Column.Integer("depth"), Column.Integer("width"), Column.Number("clip"), Column.Integer("repeat"), Column.Integer("seed"), Column.Integer("step", "training steps")];
        var learned = new TableBuilder("learned", [.. place, Column.Number("highest", "cycles per unit"), Column.Number("loss")]);
        var spectra = new TableBuilder("spectra", [.. place, Column.Number("frequency", "cycles per unit"), Column.Number("ratio")]);
        int[] kept = [.. Enumerable.Range(1, highest).Where(k => k % Math.Max(1, (highest + 1) / Kept) == 0)];
        for (int n = 0; n < trial.Seeds.Length; n++)
        {
            for (int r = 0; r < steps.Length; r++)
            {
                double[] values = records[r][(n * (highest + 1))..((n + 1) * (highest + 1))];
                object[] at = [trial.Depth, trial.Width, trial.Clip, trial.Repeat, trial.Seeds[n], steps[r]];
                learned.Add([.. at, HighestLearned(values[1..]), values[0]]);
                foreach (int k in kept)
                    spectra.Add([.. at, (double)k, values[k]]);
            }
        }

        context.Write(learned.Build());
        context.Write(spectra.Build());
    }

    // Shares of the frequencies from 1 on; 0 where none is learned.
    private static double HighestLearned(double[] shares) => Array.FindLastIndex(shares, share => share >= Learned) + 1;
}
