using Overtone.Attacks;
using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// Attacks on an ONNX file: its gradients against TorchScript's, and projected gradient descent against foolbox's, in processor seconds of
/// one thread on each side.
/// </summary>
internal sealed class AttackDemand : IDemand
{
    private const int Rounds = 5;
    private const double Epsilon = 8 / 255.0;
    private static readonly int[] BatchSizes = [16, 32, 64, 128];
    private static readonly InputSize Size = new(3, 32, 32);

    public string Name => "attacks";

    public string Promise =>
        "gradients of an ONNX file come at 0.8 of TorchScript's rate or more, PGD takes 1 / 1.3 of foolbox's processor time or less, "
        + "and Square asks at 0.9 of the runtime's own rate or more";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using SixLayerNetwork? network = SixLayerNetwork.Make(session, session.IsQuick ? 32 : 256);
        if (network is null)
            return;
        // What an audit's calibration does for answers, done for gradients.
        ClassifierOptions onnx = CalibratedModel.OptionsFor(network.Onnx, network.Images, threads: 1, Differentiate),
            script = CalibratedModel.OptionsFor(network.TorchScript, network.Images, threads: 1, Differentiate);
        Gradients(session, network, onnx, script);
        Descent(session, network, onnx);
        Search(session, network);
    }

    private void Gradients(BenchSession session, SixLayerNetwork network, ClassifierOptions onnx, ClassifierOptions script)
    {
        using var ours = (IDifferentiableClassifier)ClassifierFile.Open(network.Onnx, InputSpec.Default, onnx);
        using var theirs = (IDifferentiableClassifier)ClassifierFile.Open(network.TorchScript, InputSpec.Default, script);
        var duel = Duel.Fight(session.IsQuick ? 2 : Rounds, () => Pass(ours), () => Pass(theirs));
        session.Report(new Figure(
            Name, $"a forward and backward pass over {network.Name}, one thread", $"ONNX {Duel.Format(duel.Ours)} {Say(onnx)}",
            $"TorchScript {Duel.Format(duel.Peer)} {Say(script)}", duel.Speedup, Limit.AtLeast(0.8), duel.Spread));

        double Pass(IDifferentiableClassifier classifier) => Duel.Processor(() => Differentiate(classifier, network.Images));
    }

    private static void Differentiate(IClassifier classifier, LabelledImages images) =>
        ((IDifferentiableClassifier)classifier).CrossEntropyGradient(images.Pixels, images.Labels.ToArray()).Dispose();

    private void Descent(BenchSession session, SixLayerNetwork network, ClassifierOptions options)
    {
        if (session.Foolbox is not { } sources)
        {
            BenchSession.Remark("comparison skipped: --foolbox names folders with foolbox and eagerpy");
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            using var classifier = (IDifferentiableClassifier)ClassifierFile.Open(network.Onnx, InputSpec.Default, options);
            // What is wrong as it is is attacked by foolbox, and not by us.
            LabelledImages right = Right(classifier, network.Images);
            (string images, string labels) = PeerImages.Write(folder, right);
            using PythonPeer? peer = PythonPeer.Start(session, "torch", "foolbox_pgd.py", 1, sources, network.TorchScript, images, labels);
            if (peer is null)
                return;
            int steps = session.IsQuick ? 2 : 20;
            var attack = new ProjectedGradient { Ball = new NormBall(AttackNorm.Linf, Epsilon), Steps = steps };
            int batch = BatchSizes.MinBy(size => peer.Ask($"attack {size} 2")), broken = 0;
            var duel = Duel.Fight(
                session.IsQuick ? 1 : Rounds,
                () => Duel.Processor(() =>
                {
                    using AttackOutcome outcome = attack.Run(classifier, right);
                    broken = outcome.IsBroken.Count(isBroken => isBroken);
                }),
                () => peer.Ask($"attack {batch} {steps}"));
            session.Report(new Figure(
                Name, $"PGD, {steps} steps on those {right.Count} that are right, of which it breaks {broken} and {peer.Ask("broken"):0}",
                $"Overtone {Duel.Format(duel.Ours)} {Say(options)}", $"{peer.Introduction} {Duel.Format(duel.Peer)} (batches of {batch})",
                duel.Speedup, Limit.AtLeast(1.3), duel.Spread));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Search(BenchSession session, SixLayerNetwork network)
    {
        ClassifierOptions options = CalibratedModel.OptionsFor(network.Onnx, network.Images, threads: 1);
        using IClassifier classifier = ClassifierFile.Open(network.Onnx, InputSpec.Default, options);
        Tensor batch = network.Images.Pixels.narrow(0, 0, Math.Min(options.BatchSize, network.Images.Count)).clone();
        using var runtime = new RuntimeAlone(network.Onnx, batch);
        // So small a ball leaves most images standing: the batches stay full.
        var attack = new SquareAttack { Ball = new NormBall(AttackNorm.Linf, Epsilon / 8), Queries = session.IsQuick ? 5 : 50 };
        double passes = 0;
        var duel = Duel.Fight(
            session.IsQuick ? 1 : Rounds,
            () => Duel.Processor(() =>
            {
                using AttackOutcome outcome = attack.RunByScores(classifier, network.Images);
                // Images are judged before and after.
                passes = outcome.ForwardPasses.Sum() + (2.0 * network.Images.Count);
            }) / passes,
            () => Duel.Processor(() => runtime.Answer(network.Images.Count / (int)batch.shape[0] * 10))
                / (network.Images.Count / (int)batch.shape[0] * 10 * batch.shape[0]));
        session.Report(new Figure(
            Name, $"Square on {network.Name}, {attack.Queries} queries, {passes:N0} answers: share of the runtime's own rate",
            $"{duel.Ours * 1e6:0} µs an answer {Say(options)}", $"{duel.Peer * 1e6:0} µs", duel.Speedup, Limit.AtLeast(0.9), duel.Spread));
    }

    private static LabelledImages Right(IClassifier classifier, LabelledImages images)
    {
        using Tensor logits = classifier.Logits(images.Pixels);
        var answers = ClassifierAnswers.Of(logits, images.Labels.Span);
        return images.Some([.. Enumerable.Range(0, images.Count).Where(n => answers.IsError[n] == 0)]);
    }

    private static string Say(ClassifierOptions options) =>
        $"(batches of {options.BatchSize}{(options.ChannelsLast ? ", channels last" : "")})";
}
