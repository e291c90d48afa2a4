using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// The exact Fourier heat map against the published PyTorch program, as it runs: in processor seconds of one thread on each side.
/// </summary>
internal sealed class HeatMapToolDemand : IDemand
{
    private const int Edge = 14;
    private static readonly InputSize Size = new(3, 32, 32);

    // The published program cuts pixels off at 0 and 1; an audit does not, unless it is asked to.
    private static readonly FourierPerturbation Perturbation = new() { Norm = 4, Seed = 1 }, Clipped = Perturbation with { Clip = true };

    public string Name => "heat-map-tool";

    public string Promise =>
        "an exact 32×32 Fourier heat map takes less than half of the processor time of the published PyTorch program, with ONNX and with "
        + "TorchScript";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        if (session.HeatMapTool is not { } tool)
        {
            BenchSession.Remark("comparison skipped: --heat-map-tool names a checkout of gatheluck/FourierHeatmap");
            return;
        }

        using SixLayerNetwork? network = SixLayerNetwork.Make(session, session.IsQuick ? 64 : 1000);
        if (network is null)
            return;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            string images = Path.Combine(folder.FullName, "images.npy"), labels = Path.Combine(folder.FullName, "labels.npy");
            NpyWriter.Write<byte>(images, Bytes(network.Images.Pixels), network.Images.Count, Size.Height, Size.Width, Size.Channels);
            NpyWriter.Write<long>(labels, network.Images.Labels.Span, network.Images.Count);
            using PythonPeer? peer = PythonPeer.Start(
                session, "torchvision", "fourier_heatmap.py", 1, tool, network.TorchScript, images, labels);
            if (peer is not null)
                Compare(session, network, peer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Compare(BenchSession session, SixLayerNetwork network, PythonPeer peer)
    {
        var plane = new FrequencyPlane(Size.Height, Size.Width);
        double waves = peer.Ask("waves");
        using var published = new PublishedHeatMap(network.TorchScript, network.Images, Clipped);
        foreach ((string file, double demanded) in new[] { (network.Onnx, 2.2), (network.TorchScript, 2.0) })
        {
            ClassifierOptions options = CalibratedModel.OptionsFor(file, network.Images, threads: 1);
            using IClassifier classifier = ClassifierFile.Open(file, InputSpec.Default, options);
            SpatialFrequency[] cells = [.. plane.Classes.Where((_, n) => n % 100 == 40)];
            FourierHeatMap map = new(classifier, network.Images, Clipped), plain = new(classifier, network.Images, Perturbation);
            Tensor batch = network.Images.Pixels.narrow(0, 0, Math.Min(options.BatchSize, network.Images.Count)).clone();
            using var runtime = new RuntimeAlone(
                file, options.ChannelsLast ? batch.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : batch);
            List<double> errors = [], expected = [], alone = [], looped = [];
            int turn = 0;
            Duel duel = Duel.Fight(
                cells.Length,
                () =>
                {
                    expected.Add(published.Measure(cells[turn]));
                    looped.Add(Duel.Processor(() => plain.Measure(cells[turn])));
                    alone.Add(
                        Duel.Processor(() => runtime.Answer(network.Images.Count / (int)batch.shape[0]))
                            * network.Images.Count
                            / (network.Images.Count / (int)batch.shape[0] * batch.shape[0]));
                    return Duel.Processor(() => errors.Add(map.Measure(cells[turn++]).Answers.IsError.Sum()));
                },
                () => peer.Ask($"cells {Edge}"));
            string what =
                $"{classifier.Description.Backend}, {network.Name}, batches of "
                + $"{options.BatchSize}{(options.ChannelsLast ? ", channels last" : "")}";
            session.Report(
                new Figure(
                    Name,
                    $"{what}, processor time of the whole map from {cells.Length} cells",
                    $"Overtone {plane.Classes.Count} × {Duel.Format(duel.Ours)}",
                    $"{peer.Introduction} {waves:0} × {Duel.Format(duel.Peer)}",
                    waves * duel.Peer / (plane.Classes.Count * duel.Ours),
                    Limit.AtLeast(demanded),
                    duel.Spread));
            session.Report(
                new Figure(
                    Name, $"{what}: share of the runtime's own rate", Duel.Format(looped.Min()), Duel.Format(alone.Min()),
                    alone.Min() / looped.Min(), Limit.AtLeast(0.95)));
            session.Report(
                new Figure(
                    Name,
                    $"{what}: cells whose errors differ from the published procedure's",
                    $"{errors.Zip(expected).Count(pair => pair.First != pair.Second)} of {cells.Length}"));
        }
    }

    private static byte[] Bytes(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        return (pixels * byte.MaxValue).round().to_type(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().data<byte>().ToArray();
    }
}
