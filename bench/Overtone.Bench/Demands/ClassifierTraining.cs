using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Our side of <see cref="ClassifierTrainingDemand"/>: a trainer of a network by name, on random bytes, under regimes.</summary>
internal sealed class ClassifierTraining : IDisposable
{
    /// <summary>Images a step.</summary>
    public const int BatchSize = 128;

    private const int Classes = 10;
    private static readonly InputSize Size = new(3, 32, 32);
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly Trainer _trainer;

    /// <summary>A training that has taken its first steps.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="regimes">What changes the images.</param>
    public ClassifierTraining(string network, Dataset images, params IRegime[] regimes)
    {
        _network = NetworkName.Read(network).Create(Size, Classes, seed: 0);
        _trainer = new Trainer(_network, images, Options, regimes);
        Step(2);
    }

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => (int)_trainer.StepsPerEpoch;

    private static TrainingOptions Options { get; } =
        new(Optimiser.Momentum, 0.05, Loss.CrossEntropy, BatchSize) { WeightDecay = 5e-4 };

    /// <summary>Random images: what is in them changes no time.</summary>
    /// <param name="count">How many.</param>
    public static Dataset Images(int count)
    {
        var random = new Random(0);
        byte[] pixels = new byte[count * Size.Channels * Size.Height * Size.Width];
        random.NextBytes(pixels);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(Classes))];
        return new MemoryDataset(
            "noise", new ImageShape(Size.Channels, Size.Height, Size.Width),
            [.. Enumerable.Range(0, Classes).Select(label => $"{label}")], labels, pixels);
    }

    /// <summary>The processor seconds of making one batch, by all threads.</summary>
    /// <param name="images">The images.</param>
    /// <param name="augmentation">What changes them.</param>
    /// <param name="batches">How many batches to make.</param>
    public static double Augment(Dataset images, ImageRegime augmentation, int batches)
    {
        using var maker = new ImageBatchMaker(images, Options, [augmentation], areTargetsSoft: false);
        return Duel.Processor(() =>
        {
            for (int step = 0; step < batches; step++)
            {
                using var scope = NewDisposeScope();
                maker.Take(step);
            }
        }) / batches;
    }

    /// <summary>The processor seconds of a step, by all threads.</summary>
    /// <param name="steps">How many steps to take.</param>
    public double Step(int steps) => Duel.Processor(() => _trainer.TrainTo(_trainer.Step + steps)) / steps;

    public void Dispose()
    {
        _trainer.Dispose();
        _network.Dispose();
    }
}
