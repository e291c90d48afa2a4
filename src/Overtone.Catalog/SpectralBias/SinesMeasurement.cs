using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Fits sums of sines with a block of networks, and records spectra, losses, norms and some functions on the way.</summary>
internal sealed class SinesMeasurement : IDisposable
{
    private readonly SinesTrial _trial;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly BlockSpectrum _spectrum;
    private readonly LowPassDistance[] _lowPass;

    public SinesMeasurement(SinesTrial trial, Device device)
    {
        _trial = trial;
        var sum = new SineSum(trial.Frequencies, trial.Amplitudes);
        double[] points = SineSum.Points(trial.Samples);
        _inputs = SineInputs.Of(trial.Widths[0], trial.Samples, device);
        _targets = sum.Targets(trial.Seeds, trial.Samples, device);
        _spectrum = new BlockSpectrum(trial.Frequencies, _targets);
        _lowPass = [.. trial.Seeds.Select(seed => new LowPassDistance(sum, seed, points))];
    }

    public void Run(TrialContext context)
    {
        using var networks = new ReluNetworkBlock(_trial.Widths, _trial.Seeds, _inputs.device);
        using var trainer = new ReluBlockTrainer(networks, _inputs, _targets, new ReluBlockOptions(_trial.LearningRate));
        long[] steps = RecordedTraining.EvenSteps(_trial.Steps, _trial.RecordEvery);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, step => Measure(step, networks), context);
        new SinesTables(_trial).Write(steps, records, context);
        if (_trial.DrawnSteps.Length > 0)
            context.Write(Functions(steps, records));
    }

    public void Dispose() => _spectrum.Dispose();

    /// <summary>How many numbers a record has for one network.</summary>
    public static int NumbersPerNetwork(SinesTrial trial) => (2 * trial.Frequencies.Length) + 3 + (2 * (trial.Widths.Length - 1));

    /// <summary>Whether a record has norms.</summary>
    public static bool HasNorms(SinesTrial trial, long step) => step == trial.Steps || step / trial.RecordEvery % trial.NormsEvery == 0;

    // For each network: ratio and error of every frequency, the loss, the distances from low-passed targets, and two norms a layer. Then, at some steps, the first network's values.
    private double[] Measure(long step, ReluNetworkBlock networks)
    {
        using var scope = NewDisposeScope();
        Tensor outputs = networks.Evaluate(_inputs);
        Complex[,] learned = _spectrum.Of(outputs);
        double[] losses = BlockLoss.MeanSquared.OfEach(outputs, _targets);
        double[] values = outputs.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        double[][] norms = Norms(step, networks);
        var record = new List<double>();
        for (int n = 0; n < _trial.Seeds.Length; n++)
        {
            for (int k = 0; k < _trial.Frequencies.Length; k++)
                record.AddRange([BlockSpectrum.Ratio(learned[k, n], _trial.Amplitudes[k]), RelativeError.Of(learned[k, n], _spectrum.Targets[k, n])]);
            (double ofError, double ofLearned) = _lowPass[n].Of(values.AsSpan(n * _trial.Samples, _trial.Samples));
            record.AddRange([losses[n], ofError, ofLearned]);
            record.AddRange(norms.Select(ofLayer => ofLayer[n]));
        }

        return _trial.DrawnSteps.Contains(step) ? [.. record, .. values.Take(_trial.Samples)] : [.. record];
    }

    private double[][] Norms(long step, ReluNetworkBlock networks)
    {
        IEnumerable<int> layers = Enumerable.Range(0, networks.Shape.LayerCount);
        return HasNorms(_trial, step)
            ? [.. layers.SelectMany(layer => new[] { LayerNorm.Spectral(networks.Weights(layer)), LayerNorm.AsPublished(networks.Weights(layer), layer) })]
            : [.. layers.SelectMany(_ => new double[2][]).Select(_ => Enumerable.Repeat(double.NaN, _trial.Seeds.Length).ToArray())];
    }

    private Table Functions(long[] steps, IReadOnlyList<double[]> records)
    {
        var functions = new TableBuilder(
            "functions", Column.Text("setting"), Column.Integer("seed"), Column.Integer("step", "training steps"), Column.Text("function"), Column.Number("position"), Column.Number("value"));
        double[] points = SineSum.Points(_trial.Samples);
        double[] target = new SineSum(_trial.Frequencies, _trial.Amplitudes).Values(_trial.Seeds[0], points);
        foreach (long step in _trial.DrawnSteps)
        {
            double[] learned = records[Array.IndexOf(steps, step)][^_trial.Samples..];
            for (int j = 0; j < points.Length; j++)
            {
                functions.Add(_trial.Setting, _trial.Seeds[0], step, "target", points[j], target[j]);
                functions.Add(_trial.Setting, _trial.Seeds[0], step, "network", points[j], learned[j]);
            }
        }

        return functions.Build();
    }
}
