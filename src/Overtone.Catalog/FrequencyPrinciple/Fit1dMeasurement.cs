using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// Fits a one-dimensional target with a block of networks and records errors per frequency and losses. Samples lie at −π + 2πi/n without
/// the end point, so that whole periods fit and no energy leaks between frequencies.
/// </summary>
internal sealed class Fit1dMeasurement : IDisposable
{
    /// <summary>Frequencies are watched up to here, in cycles per period.</summary>
    public const int HighestFrequency = 25;

    private const int TestSamples = 201;
    private const int Records = 80;
    // A frequency is watched when its amplitude is at least this share of the largest: smaller ones are never learned visibly.
    private const double WatchedShare = 0.02;
    // As many as the published scripts watch.
    private const int WatchedPeaks = 4;

    private readonly Fit1dTrial _trial;
    private readonly Device _device;
    private readonly FrequencyMonitor _monitor;
    private readonly Tensor _inputs;
    private readonly Tensor _noisy;
    private readonly Tensor _probes;
    private readonly Tensor _clean;
    private readonly int[] _watched;
    private readonly Complex[] _targets;

    public Fit1dMeasurement(Fit1dTrial trial, Device device)
    {
        (_trial, _device) = (trial, device);
        double[] points = Points(trial.Samples), test = Points(TestSamples);
        _inputs = ToColumn(points);
        _noisy = stack([.. trial.Seeds.Select(seed => ToColumn(Noisy(points, seed)))]);
        // Without noise the errors are taken where the network is trained, as the definition of the relative error asks.
        double[] probes = trial.Noise > 0 ? test : points;
        _probes = ToColumn(probes);
        _clean = ToColumn([.. probes.Select(x => trial.Target.Value(x))]);
        int highest = Math.Min(HighestFrequency, (trial.Samples - 1) / 2);
        _monitor = new FrequencyMonitor(
            _probes, tensor(probes, float64, device) / (2 * Math.PI), _clean, [.. Enumerable.Range(0, highest + 1).Select(k => (double)k)]);
        Complex[,] targets = _monitor.Targets;
        _targets = [.. Enumerable.Range(0, highest + 1).Select(k => targets[k, 0])];
        double[] amplitudes = [.. _targets.Select(c => c.Magnitude)];
        _watched = [.. SpectralPeaks.LocalMaxima(amplitudes, WatchedShare * amplitudes.Max()).Take(WatchedPeaks)];
    }

    public void Run(TrialContext context)
    {
        using var network = new MultilayerPerceptronBlock(_trial.Shape, _trial.Initialisation, _trial.Seeds, _device);
        Tensor? slopes = _trial.Loss == Loss.MeanSquaredWithDerivative ? ToColumn([.. Points(_trial.Samples).Select(x => _trial.Target.Derivative(x))]) : null;
        using var trainer = new Trainer(
            network, new TrainingData(_inputs, _noisy, slopes), new TrainingOptions(_trial.Optimiser, _trial.LearningRate, _trial.Loss));
        IReadOnlyList<long> steps = RecordedTraining.LogarithmicSteps(_trial.Steps, Records);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, step => Measure(step, network), context);
        WriteTables(steps, records, context);
    }

    public void Dispose() => _monitor.Dispose();

    // For each network: error, magnitude error and learned amplitude of every frequency, then training and test loss.
    private double[] Measure(long step, MultilayerPerceptronBlock network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        SpectrumRecord record = _monitor.Record(step, network.call);
        double[] train = Losses(network.call(_inputs), _noisy), test = Losses(network.call(_probes), _clean);
        return [.. Enumerable.Range(0, _trial.Seeds.Length).SelectMany(n => _targets
            .SelectMany((_, k) => new[] { record.Error(k, network: n), record.MagnitudeError(k, network: n), record.Learned(k, network: n).Magnitude })
            .Append(train[n]).Append(test[n]))];
    }

    private void WriteTables(IReadOnlyList<long> steps, IReadOnlyList<double[]> records, TrialContext context)
    {
        Column[] place = [Column.Text("experiment"), Column.Integer("seed"), Column.Integer("step", "training steps")];
        Column frequency = Column.Number("frequency", "cycles per period");
        var errors = new TableBuilder("errors", [.. place, frequency, Column.Number("error"), Column.Number("magnitude_error")]);
        var spectra = new TableBuilder("spectra", [.. place, frequency, Column.Number("target"), Column.Number("learned")]);
        var losses = new TableBuilder("losses", [.. place, Column.Number("train_loss"), Column.Number("test_loss")]);
        for (int n = 0; n < _trial.Seeds.Length; n++)
        {
            for (int r = 0; r < steps.Count; r++)
            {
                Span<double> values = records[r].AsSpan(n * ((3 * _targets.Length) + 2), (3 * _targets.Length) + 2);
                foreach (int k in _watched)
                    errors.Add(_trial.Experiment, _trial.Seeds[n], steps[r], (double)k, values[3 * k], values[(3 * k) + 1]);
                for (int k = 0; k < _targets.Length; k++)
                    spectra.Add(_trial.Experiment, _trial.Seeds[n], steps[r], (double)k, _targets[k].Magnitude, values[(3 * k) + 2]);
                losses.Add(_trial.Experiment, _trial.Seeds[n], steps[r], values[^2], values[^1]);
            }
        }

        context.Write(errors.Build());
        context.Write(spectra.Build());
        context.Write(losses.Build());
    }

    private static double[] Losses(Tensor outputs, Tensor targets) =>
        (outputs - targets).to_type(ScalarType.Float64).square().mean([1, 2]).cpu().data<double>().ToArray();

    private static double[] Points(int count) => [.. Enumerable.Range(0, count).Select(i => -Math.PI + (2 * Math.PI * i / count))];

    private double[] Noisy(double[] points, long seed)
    {
        using Generator generator = RandomStreams.Create(seed, "noise");
        using Tensor noise = empty(points.Length, dtype: float64).normal_(0, 1, generator);
        double[] draws = noise.data<double>().ToArray();
        return [.. points.Select((x, i) => _trial.Target.Value(x) + (_trial.Noise * draws[i]))];
    }

    private Tensor ToColumn(double[] values) => tensor(values, float32, _device).unsqueeze(1);
}
