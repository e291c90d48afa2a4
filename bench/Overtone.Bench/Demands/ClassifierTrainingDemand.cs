using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// Training of image classifiers, augmentation included, in processor seconds of all threads: against the same loop in an installed
/// PyTorch, and what regimes cost.
/// </summary>
internal sealed class ClassifierTrainingDemand : IDemand
{
    private const double Epsilon = 8.0 / 255;
    private const int AttackSteps = 7;
    private const int Padding = 4;

    public string Name => "classifier-training";

    public string Promise =>
        "cnn and resnet-8 train at 1.3 times the rate of PyTorch's plain loop, adversarially at 1.2 times; augmentation is at most a tenth "
        + "of a step, fast adversarial training takes at most 4 times as long, and epochs leave no memory behind";

    public void Measure(BenchSession session)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        Dataset images = ClassifierTraining.Images((session.IsQuick ? 4 : 20) * ClassifierTraining.BatchSize);
        foreach (NetworkCost network in NetworkCost.All)
            Measure(session, images, network);
        set_num_threads(threads);
    }

    private void Measure(BenchSession session, Dataset images, NetworkCost network)
    {
        int rounds = session.IsQuick ? 1 : 5, steps = session.IsQuick ? 2 : 20;
        using var natural = new ClassifierTraining(network.Name, images, new CropAndFlip(Padding, 0));
        using (PythonPeer? peer = PythonPeer.Start(
            session, "torch", "classifier_training.py", 1, network.Name, $"{images.Count}", $"{ClassifierTraining.BatchSize}"))
        {
            if (peer is not null)
                AgainstPyTorch(session, images, network, natural, peer);
        }

        using (var fast = new ClassifierTraining(
            network.Name, images, new CropAndFlip(Padding, 0), new FastAdversarialExamples(Epsilon, 0)))
        {
            var duel = Duel.Fight(rounds, () => fast.Step(steps), () => natural.Step(steps));
            session.Report(new Figure(
                Name, $"{network.Name}, a step of fast adversarial training", Duel.Format(duel.Ours), $"natural {Duel.Format(duel.Peer)}",
                duel.TimeRatio, Limit.AtMost(4), duel.Spread));
        }

        ImageRegime[] augmentations = [new CropAndFlip(Padding, 0), new GaussianNoise(0.1, 0), AutoAugment.With([], 0)];
        foreach (ImageRegime augmentation in augmentations)
            Augmentation(session, images, network, augmentation);
        Memory(session, network, natural);
    }

    private void AgainstPyTorch(
        BenchSession session, Dataset images, NetworkCost network, ClassifierTraining natural, PythonPeer peer)
    {
        int rounds = session.IsQuick ? 1 : 7, steps = session.IsQuick ? 2 : 20, attacked = session.IsQuick ? 1 : 4;
        Duel product = Duel.Fight(rounds, () => MatrixProduct.Seconds(5), () => peer.Ask("product"));
        session.Report(new Figure(
            Name, "product of 1024×1024 float32 matrices, 1 thread",
            $"TorchSharp {Rate(MatrixProduct.Operations, product.Ours)}",
            $"{peer.Introduction} {Rate(MatrixProduct.Operations, product.Peer)}", product.Speedup));
        Duel training = Duel.Fight(rounds, () => natural.Step(steps), () => peer.Ask($"train {steps}"));
        Report(session, $"{network.Name}, images a processor second, crops and mirroring", training, Limit.AtLeast(1.3));
        double operations = network.TrainingOperations * ClassifierTraining.BatchSize;
        BenchSession.Remark(
            $"{operations / 1e9:0.00} billion operations a step: {Rate(operations, training.Ours)} and {Rate(operations, training.Peer)}");
        using var adversarial = new ClassifierTraining(
            network.Name, images, new CropAndFlip(Padding, 0), new AdversarialExamples(Epsilon, AttackSteps, 0));
        Duel attack = Duel.Fight(rounds, () => adversarial.Step(attacked), () => peer.Ask($"pgd {attacked} {AttackSteps}"));
        Report(session, $"{network.Name}, the same with {AttackSteps} steps of PGD", attack, Limit.AtLeast(1.2));
        peer.Ask("keep");
        peer.Ask("train 2");
        Duel kept = Duel.Fight(rounds, () => natural.Step(steps), () => peer.Ask($"train {steps}"));
        Report(session, $"{network.Name}, natural training with a peer whose allocator keeps memory, too", kept, limit: null);
    }

    private void Augmentation(BenchSession session, Dataset images, NetworkCost network, ImageRegime augmentation)
    {
        int rounds = session.IsQuick ? 1 : 5, steps = session.IsQuick ? 2 : 20;
        using var training = new ClassifierTraining(network.Name, images, augmentation);
        Duel duel = Duel.Fight(
            rounds, () => ClassifierTraining.Augment(images, augmentation, 5 * steps), () => training.Step(steps));
        session.Report(new Figure(
            Name, $"{network.Name}, making a batch with {augmentation.GetType().Name}", Duel.Format(duel.Ours),
            $"the whole step {Duel.Format(duel.Peer)}", duel.TimeRatio, Limit.AtMost(0.1), duel.Spread));
    }

    private void Memory(BenchSession session, NetworkCost network, ClassifierTraining training)
    {
        int epochs = session.IsQuick ? 1 : 5;
        training.Step(training.StepsPerEpoch);
        MemoryReading before = MemoryReading.Now();
        training.Step(epochs * training.StepsPerEpoch);
        MemoryReading after = MemoryReading.Now();
        session.Report(new Figure(
            Name, $"{network.Name}, resident memory after {epochs} more epochs", MemoryReading.Format(after.Resident),
            $"after the first {MemoryReading.Format(before.Resident)}", (double)after.Resident / before.Resident, Limit.AtMost(1.05),
            $"{after.LiveTensors - before.LiveTensors} live tensors more"));
    }

    private void Report(BenchSession session, string what, Duel duel, Limit? limit) =>
        session.Report(new Figure(
            Name, what, Images(duel.Ours), $"PyTorch {Images(duel.Peer)}", duel.Speedup, limit, duel.Spread));

    private static string Images(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{ClassifierTraining.BatchSize / seconds:0}");

    private static string Rate(double operations, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{operations / seconds / 1e9:0.0} GFLOP/s");
}
