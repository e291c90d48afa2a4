using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Defenses;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// Post-averaging: a pass through all points against as many plain passes, and directions to the nearest hyperplanes against the published
/// loop over units; processor seconds of one thread.
/// </summary>
internal sealed class PostAveragingDemand : IDemand
{
    private const int Rounds = 5, PassRounds = 15, Directions = 15, Units = 20;

    // The published radius of CIFAR-10, in pixels.
    private const double Radius = 1.36;

    public string Name => "post-averaging";

    public string Promise =>
        "a post-averaged pass comes at 0.95 of the rate of 6K + 1 plain ones or more, and directions to the nearest hyperplanes five times "
        + "as fast as by the published loop over units";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using SixLayerNetwork? network = SixLayerNetwork.Make(session, session.IsQuick ? 2 : 16);
        if (network is null)
            return;
        foreach (string file in new[] { network.Onnx, network.TorchScript })
            Passes(session, network, file);
        Hyperplanes(session, network.Images);
    }

    private void Passes(BenchSession session, SixLayerNetwork network, string file)
    {
        PostAveraging defense = PostAveraging.Of(Directions, Radius);
        Tensor pixels = network.Images.Pixels, points = pixels.repeat_interleave(defense.PassesPerImage, 0);
        LabelledImages copies = new(points, new long[points.shape[0]]);
        ClassifierOptions options = CalibratedModel.OptionsFor(file, copies, threads: 1);
        using IClassifier plain = ClassifierFile.Open(file, InputSpec.Default, options), averaged = defense.Protect(plain);
        var duel = Duel.Fight(
            session.IsQuick ? 1 : PassRounds,
            () => Duel.Processor(() => averaged.Logits(pixels).Dispose()),
            () => Duel.Processor(() => plain.Logits(points).Dispose()));
        session.Report(new Figure(
            Name, $"{plain.Description.Backend}, {pixels.shape[0]} images, K = {Directions}, points drawn at each call: throughput",
            $"{Duel.Format(duel.Ours)} (batches of {options.BatchSize})", $"{points.shape[0]:N0} plain passes {Duel.Format(duel.Peer)}",
            duel.Speedup, Limit.AtLeast(0.95), duel.Spread));
    }

    private void Hyperplanes(BenchSession session, LabelledImages images)
    {
        if (session.PostAveraging is not { } sources)
        {
            BenchSession.Remark("comparison skipped: --post-averaging-sources names a checkout of YupingLin171/PostAvgDefense");
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            (string pixels, _) = PeerImages.Write(folder, images);
            using PythonPeer? peer = PythonPeer.Start(
                session, "torchvision", "post_averaging.py", 1, sources, folder.FullName, pixels);
            if (peer is not null)
                Compare(session, images, folder.FullName, peer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Compare(BenchSession session, LabelledImages images, string folder, PythonPeer peer)
    {
        using var scope = NewDisposeScope();
        double[] norms = NpyReader.Read(Path.Combine(folder, "norms.npy")).ToDoubles();
        peer.Ask($"directions {Units}");
        Tensor theirs = tensor(NpyReader.Read(Path.Combine(folder, "directions.npy")).ToSingles()).reshape(images.Count, Units, -1);
        string file = Path.Combine(folder, "units.pt");
        ClassifierOptions options = CalibratedModel.OptionsFor(
            file, images, threads: 1,
            (classifier, some) => Found((IDifferentiableClassifier)classifier, some.Pixels, norms));
        using var units = (IDifferentiableClassifier)ClassifierFile.Open(file, InputSpec.Default, options);
        Tensor ours = Found(units, images.Pixels, norms);
        // The published directions are those of |y|.
        double farthest = (1 - (ours * theirs).sum([2]).abs()).max().item<float>();
        foreach ((double[]? by, string what, Limit? limit) in new[]
        {
            (norms, "by norms of weights", Limit.AtLeast(5)), ((double[]?)null, "by exact distances of all units", (Limit?)null),
        })
        {
            var duel = Duel.Fight(
                session.IsQuick ? 1 : Rounds,
                () => Duel.Processor(() => Found(units, images.Pixels, by).Dispose()),
                () => peer.Ask($"neighbours {Units}"));
            session.Report(new Figure(
                Name, $"the {Units} nearest of {norms.Length} units, {images.Count} images, {what}",
                $"Overtone {Duel.Format(duel.Ours)}", $"{peer.Introduction}, by norms of weights, {Duel.Format(duel.Peer)}", duel.Speedup,
                limit, duel.Spread));
        }

        session.Report(new Figure(Name, "1 − |cos| between those by norms of weights and the published, at most", $"{farthest:0.0e+0}"));
    }

    private static Tensor Found(IDifferentiableClassifier units, Tensor pixels, IReadOnlyList<double>? norms)
    {
        using var scope = NewDisposeScope();
        using var points = new HyperplanePoints(units, new PostAverageSetting(Units, Radius).SchemeFor(units.InputSize), norms);
        return points.Nearest(pixels, default).MoveToOuterDisposeScope();
    }
}
