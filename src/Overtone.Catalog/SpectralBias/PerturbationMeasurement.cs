using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies.Tables;
using Overtone.Studies;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Fits sums of sines with a block of networks, and measures what perturbations of their parameters leave of every frequency.</summary>
internal static class PerturbationMeasurement
{
    public static void Run(PerturbationTrial trial, TrialContext context, Device device)
    {
        var sum = new SineSum(trial.Frequencies, [.. trial.Frequencies.Select(_ => 1.0)]);
        Tensor inputs = SineSum.Inputs(trial.Widths[0], trial.Samples, device), targets = sum.Targets(trial.Seeds, trial.Samples, device);
        using var spectrum = new BlockSpectrum(trial.Frequencies, targets);
        using var networks = new ReluNetworkBlock(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluBlockTrainer(networks, inputs, targets, new ReluBlockOptions(trial.LearningRate));
        RecordedTraining.Run(trainer, [trial.Steps], _ => [], context);
        WriteNetworks(trial, networks, BlockLoss.MeanSquared.OfEach(networks.Evaluate(inputs), targets), context);
        var ratios = new TableBuilder(
            "ratios", Column.Text("setting"), Column.Integer("seed"), Column.Number("delta"), Column.Number("frequency", "cycles per unit"), Column.Number("ratio"), Column.Number("deviation"));
        for (int n = 0; n < trial.Seeds.Length; n++)
            Perturb(trial, networks, n, inputs, spectrum, ratios);
        context.Write(ratios.Build());
    }

    private static void Perturb(PerturbationTrial trial, ReluNetworkBlock networks, int network, Tensor inputs, BlockSpectrum spectrum, TableBuilder ratios)
    {
        using var scope = NewDisposeScope();
        Tensor directions = ParameterPerturbation.Directions(networks.Parameters.shape[1], trial.Directions, trial.Seeds[network], inputs.device);
        Complex[,] whole = spectrum.Of(networks.Evaluate(inputs));
        Tensor values = ParameterPerturbation.Evaluate(networks, network, directions, trial.Deltas, inputs);
        for (int place = 0; place < trial.Deltas.Length; place++)
        {
            Complex[,] perturbed = spectrum.Of(values[place]);
            for (int k = 0; k < trial.Frequencies.Length; k++)
            {
                double[] left = [.. Enumerable.Range(0, trial.Directions).Select(direction => perturbed[k, direction].Magnitude / whole[k, network].Magnitude)];
                double mean = left.Average();
                ratios.Add(trial.Setting, trial.Seeds[network], trial.Deltas[place], (double)trial.Frequencies[k], mean, Math.Sqrt(left.Sum(v => (v - mean) * (v - mean)) / (left.Length - 1)));
            }
        }
    }

    private static void WriteNetworks(PerturbationTrial trial, ReluNetworkBlock networks, double[] losses, TrialContext context)
    {
        var table = new TableBuilder("networks", Column.Text("setting"), Column.Integer("seed"), Column.Number("parameter_norm"), Column.Number("loss"));
        double[] norms = networks.Parameters.to_type(ScalarType.Float64).square().sum([1]).sqrt().cpu().data<double>().ToArray();
        for (int n = 0; n < trial.Seeds.Length; n++)
            table.Add(trial.Setting, trial.Seeds[n], norms[n], losses[n]);
        context.Write(table.Build());
    }
}
