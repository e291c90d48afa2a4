using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>What it costs to watch frequencies while a network trains.</summary>
internal sealed class RecordingDemand : IDemand
{
    private const int Classes = 10;
    private static readonly Limit Most = Limit.AtMost(1.1);

    public string Name => "recording";

    public string Promise =>
        "training with a frequency monitor takes at most 1.10 times a plain TorchSharp loop with one forward pass over the probes a record";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using BenchData data = BenchData.Load(1500);
        Report(session, Images(data, session.IsQuick ? 60 : 600));
        Report(session, Line(session.IsQuick ? 200 : 4000));
    }

    private void Report(BenchSession session, RecordedFit fit)
    {
        Duel duel = Duel.Fight(session.IsQuick ? 1 : 5, fit.TimeRecorded, fit.TimeBare);
        session.Report(new Figure(
            Name, $"{fit.Name}, {fit.Records[^1]} steps, {fit.Records.Count} records, 1 thread",
            $"with the monitor {Duel.Format(duel.Ours)}", $"plain loop {Duel.Format(duel.Peer)}", duel.TimeRatio, Most, duel.Spread));
        Duel record = fit.OneRecord(session.IsQuick ? 1 : 10, repeats: 10);
        session.Report(
            new Figure(
                Name, $"one record, {fit.Name}", $"record {Duel.Format(record.Ours)}", $"forward pass {Duel.Format(record.Peer)}",
                record.TimeRatio, Note: $"{Floor(fit)}; {record.Spread}"));
    }

    // As the quick preset of fprinciple-images, with the pixels of MNIST. Where the probes lie on the line changes no time.
    private static RecordedFit Images(BenchData data, int steps)
    {
        var shape = new PerceptronShape([(int)data.Inputs.shape[1], 400, 200, Classes], Activation.Tanh);
        Tensor values = nn.functional.one_hot(data.Labels, Classes).to_type(ScalarType.Float32);
        double[] frequencies = [.. Enumerable.Range(1, 12).Select(k => 0.1 * k)];
        return new RecordedFit(
            $"{string.Join('-', shape.Widths)} on {data.Name} in batches of 250",
            shape,
            new TrainingData(data.Inputs, data.Labels),
            new TrainingOptions(Optimiser.Adam, 5e-4, Loss.CrossEntropy, BatchSize: 250),
            data.Inputs.mean([1]), values, frequencies, Steps(steps, 60));
    }

    // As one network of the quick preset of fprinciple-1d.
    private static RecordedFit Line(int steps)
    {
        const int Samples = 201, HighestFrequency = 25;
        var shape = new PerceptronShape([1, 128, 128, 1], Activation.Tanh);
        Tensor inputs = linspace(-Math.PI, Math.PI, Samples, dtype: float32).unsqueeze(1), targets = inputs.sin() + (3 * inputs).sin();
        double[] frequencies = [.. Enumerable.Range(0, HighestFrequency + 1).Select(k => (double)k)];
        return new RecordedFit(
            $"{string.Join('-', shape.Widths)} on {Samples} samples",
            shape,
            new TrainingData(inputs, targets),
            new TrainingOptions(Optimiser.Adam, 1e-3, Loss.MeanSquared),
            inputs.flatten() / (2 * Math.PI), targets, frequencies, Steps(steps, 80));
    }

    // As the studies space their records.
    private static IReadOnlyList<long> Steps(long last, int count) =>
        [.. Enumerable.Range(0, count).Select(n => (long)Math.Round(Math.Pow(last, (double)n / (count - 1)))).Prepend(0).Distinct()];

    // What a record must do besides the forward pass: one product in float64.
    private static string Floor(RecordedFit fit)
    {
        using var scope = NewDisposeScope();
        long count = fit.Values.shape[0], rows = 2 * fit.Frequencies.Length, columns = fit.Values.shape[1];
        Tensor phases = ones(rows, count, dtype: float64), outputs = ones(count, columns, dtype: float64);
        double product = Enumerable.Range(0, 20).Min(_ => Duel.Time(() => phases.mm(outputs).Dispose()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the transform is {2e-6 * rows * count * columns:0.00} million operations, here {Duel.Format(product)}");
    }
}
