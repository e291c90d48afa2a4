using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>The exact Fourier heat map against the published procedure, on one network in both formats.</summary>
internal sealed class HeatMapDemand : IDemand
{
    private const int Threads = 2;
    private static readonly FourierPerturbation Perturbation = new() { Norm = 4, Seed = 1 };

    public string Name => "heat-map";

    public string Promise =>
        "an exact 32×32 Fourier heat map of 1,000 images takes a quarter of the published procedure's time with ONNX, 1/1.9 with "
        + "TorchScript";

    public void Measure(BenchSession session)
    {
        set_num_threads(Threads);
        using var scope = NewDisposeScope();
        using SixLayerNetwork? network = SixLayerNetwork.Make(session, session.IsQuick ? 64 : 1000);
        if (network is null)
            return;
        using var published = new PublishedHeatMap(network.TorchScript, network.Images, Perturbation);
        using IClassifier onnx = Calibrated(network.Onnx, network.Images), script = Calibrated(network.TorchScript, network.Images);
        var plane = new FrequencyPlane(32, 32);
        SpatialFrequency[] cells = [.. plane.Classes.Where((_, n) => n % (session.IsQuick ? 257 : 86) == 40)];
        Compare(session, network, published, onnx, plane, cells, 4);
        Compare(session, network, published, script, plane, cells, 1.9);
        Flips(session, network, onnx, script, cells);
        if (!session.IsQuick)
            WholeHeatMap.Report(session, Name, network, onnx, plane, Perturbation);
    }

    private void Compare(
        BenchSession session, SixLayerNetwork network, PublishedHeatMap published, IClassifier classifier, FrequencyPlane plane,
        SpatialFrequency[] cells, double demanded)
    {
        var map = new FourierHeatMap(classifier, network.Images, Perturbation);
        var ours = new List<double>();
        int[] expected = new int[cells.Length];
        int turn = 0, peerTurn = 0;
        Duel duel = Duel.Fight(
            cells.Length,
            () => Duel.Time(() => ours.Add(map.Measure(cells[turn++]).Answers.IsError.Sum())),
            () => Duel.Time(() => expected[peerTurn] = published.Measure(cells[peerTurn++])));
        double whole = plane.Classes.Count * duel.Ours, wholePublished = published.CellCount * duel.Peer;
        string backend = classifier.Description.Backend;
        session.Report(
            new Figure(
                Name,
                $"{backend}, {network.Name}, batches of {classifier.Description.BatchSize}, {Threads} threads: the whole map from "
                + $"{cells.Length} cells",
                $"Overtone {plane.Classes.Count} × {Duel.Format(duel.Ours)}",
                $"published {published.CellCount} × {Duel.Format(duel.Peer)}",
                wholePublished / whole,
                Limit.AtLeast(demanded),
                duel.Spread));
        double rate = network.Operations * network.Images.Count / duel.Ours / 1e9,
            product = MatrixProduct.Operations / MatrixProduct.Seconds(repeats: 10) / 1e9;
        session.Report(
            new Figure(
                Name,
                $"{backend}, share of the rate of float32 matrix products",
                string.Create(CultureInfo.InvariantCulture, $"{rate:0} GFLOP/s"),
                string.Create(CultureInfo.InvariantCulture, $"products {product:0} GFLOP/s"),
                rate / product));
        session.Report(
            new Figure(
                Name,
                $"{backend}, cells whose errors differ from the published procedure's",
                $"{ours.Where((errors, n) => errors != expected[n]).Count()} of {cells.Length}"));
    }

    private void Flips(BenchSession session, SixLayerNetwork network, IClassifier onnx, IClassifier script, SpatialFrequency[] cells)
    {
        int flips = 0;
        double margin = 0;
        foreach (SpatialFrequency cell in cells)
        {
            ClassifierAnswers first = new FourierHeatMap(onnx, network.Images, Perturbation).Measure(cell).Answers,
                second = new FourierHeatMap(script, network.Images, Perturbation).Measure(cell).Answers;
            foreach (int n in Enumerable.Range(0, first.Count).Where(n => first.Predictions[n] != second.Predictions[n]))
            {
                flips++;
                margin = Math.Max(margin, first.Margin[n]);
            }
        }

        session.Report(
            new Figure(
                Name,
                "predictions that differ between ONNX Runtime and TorchScript",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{flips} of {cells.Length * network.Images.Count:N0}"
                    + $"{(flips > 0 ? $", with logit margins up to {margin:0.0E+0}" : "")}")));
    }

    private static IClassifier Calibrated(string file, LabelledImages images) =>
        ClassifierFile.Open(file, InputSpec.Default, CalibratedModel.OptionsFor(file, images, Threads));
}
