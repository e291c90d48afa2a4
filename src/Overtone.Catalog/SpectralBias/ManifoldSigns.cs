using Overtone.Models.Networks;
using Overtone.Studies.Tables;
using Overtone.Studies;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Tells the sign of one sine along a curve, for every curve and every frequency, with networks that begin alike.
/// Source: 1806.08734, experiment 6 and Fig. 9.
/// </summary>
internal static class ManifoldSigns
{
    public static void Run(ManifoldTrial trial, TrialContext context, Device device)
    {
        (int Petals, int Frequency)[] cells = [.. from petals in trial.Petals from frequency in trial.Frequencies select (petals, frequency)];
        Tensor inputs = stack([.. cells.Select(cell => ManifoldInputs.Curve(cell.Petals, trial.Samples, device))]);
        double[][] signs = [.. cells.Select(cell => Signs(trial.Seeds[0], cell.Frequency, trial.Samples))];
        Tensor targets = tensor(signs.SelectMany(s => s).ToArray(), [cells.Length, trial.Samples, 1], float32, device);
        using var networks = new ReluNetworkBlock(trial.Widths, [.. cells.Select(_ => trial.Seeds[0])], device);
        using var trainer = new ReluBlockTrainer(networks, inputs, targets, new ReluBlockOptions(trial.LearningRate, BlockLoss.Logistic));
        RecordedTraining.Run(trainer, [trial.Steps], _ => [], context);

        double[] accuracies = Accuracies(networks.Evaluate(inputs), targets);
        var rows = new TableBuilder(
            "accuracies", Column.Integer("seed"), Column.Integer("petals"), Column.Integer("frequency", "cycles per turn"), Column.Number("accuracy"), Column.Number("majority"), Column.Number("gain"));
        for (int cell = 0; cell < cells.Length; cell++)
        {
            double ones = signs[cell].Average(), majority = Math.Max(ones, 1 - ones);
            rows.Add(trial.Seeds[0], cells[cell].Petals, cells[cell].Frequency, accuracies[cell], majority, accuracies[cell] - majority);
        }

        context.Write(rows.Build());
    }

    /// <summary>1 where the sine of a frequency is above zero at j/N, else 0; its phase is the seed's.</summary>
    public static double[] Signs(long seed, int frequency, int samples) =>
        [.. new SineSum([frequency], [1]).Values(seed, SineSum.Points(samples)).Select(value => value > 0 ? 1.0 : 0.0)];

    /// <summary>The share of samples on the right side of zero, one a network.</summary>
    /// <param name="logits">[networks, n, 1].</param>
    /// <param name="targets">0 or 1, likewise.</param>
    public static double[] Accuracies(Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return logits.gt(0).eq(targets.gt(0.5)).to_type(ScalarType.Float64).mean([1, 2]).cpu().data<double>().ToArray();
    }
}
