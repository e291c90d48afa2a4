using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.PostAveraging;

/// <summary>
/// The options of every study of 1905.12797 that trains networks: which, on what, and what averaging is put around them. Studies with the
/// same share their networks.
/// </summary>
internal abstract record AveragingOptions : StudyOptions
{
    [Option("Data set: digits, planted, mnist, cifar10, tiny-imagenet-10, or a folder", Reduced = Reduced.WhenOther)]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Number of test images, a class-balanced subset", Minimum = 10, Reduced = Reduced.WhenLess)]
    public int TestImages { get; init; } = 200;

    [Option("Network: mlp-WIDTHS, cnn, resnet-LAYERS, wrn-LAYERS-FACTOR", Reduced = Reduced.WhenOther)]
    public string Network { get; init; } = "mlp-128-128";

    [Option("What is done to each batch in training: crop-and-flip=PADDING and the like", MayBeEmpty = true, Reduced = Reduced.WhenOther)]
    public string[] Augmentation { get; init; } = [];

    [Option("Learning rate of Adam, falling along a cosine", Above = 0, Reduced = Reduced.WhenOther)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("Images a step", Minimum = 1, Reduced = Reduced.WhenOther)]
    public int BatchSize { get; init; } = 64;

    [Option("Training epochs", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Epochs { get; init; } = 20;

    [Option("ε in ℓ∞ within which an adversarial example counts, pixels being in [0, 1]", Above = 0, Maximum = 1,
        Reduced = Reduced.WhenOther)]
    public double Epsilon { get; init; } = 0.15;

    [Option("Number K of directions; the average is over 6K + 1 points", Minimum = 1, Reduced = Reduced.WhenOther)]
    public int Directions { get; init; } = 15;

    [Option("Radius R of the average, an ℓ2 norm over all pixels in [0, 1]; auto: in the published proportion to ε, which is 1.36 for "
        + "ε = 8/255 on images of 32 pixels a side", Above = 0, Unset = "auto", Reduced = Reduced.WhenOther)]
    public double? Radius { get; init; }

    [Option("Networks of each kind, each from its own seed", Minimum = 1, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    /// <summary>Only to see that everything runs.</summary>
    protected static T SmokeOf<T>()
        where T : AveragingOptions, new() => new() { TestImages = 20, Network = "mlp-16", Epochs = 2, Directions = 2, Replicates = 1 };

    /// <summary>Photographs, six seeds, and the networks of 1906.08988's studies, which are the same trainings.</summary>
    protected static T ThoroughOf<T>()
        where T : AveragingOptions, new() => new()
        {
            Data = "tiny-imagenet-10",
            TestImages = 200,
            Network = "resnet-8x8",
            Augmentation = ["crop-and-flip"],
            LearningRate = 5e-3,
            BatchSize = 128,
            Epochs = 12,
            Epsilon = PublishedRadius.Epsilon,
        };

    /// <summary>The paper's network and data; its training is not recalled.</summary>
    protected static T PaperOf<T>()
        where T : AveragingOptions, new() => ThoroughOf<T>() with
        {
            Data = "cifar10",
            TestImages = 10000,
            Network = "resnet-110",
            LearningRate = 1e-3,
            Epochs = 160,
        };

    /// <summary>The published radius on images of so many pixels, all channels counted.</summary>
    public double RadiusFor(int pixels) => Radius ?? PublishedRadius.For(Epsilon, pixels);

    /// <summary>The training of a network from a seed.</summary>
    /// <exception cref="InvalidOptionException">There is no such network or augmentation.</exception>
    public TrainedNetwork Training(AveragedKind kind, long seed)
    {
        string name = kind == AveragedKind.Linear ? "linear" : Network;
        if (!NetworkName.TryRead(name, out NetworkName? network, out string? fault))
            throw new InvalidOptionException("--network", $"'{name}'", $"the name of a network ({fault})");
        return new TrainedNetwork(
            Data, Images: null, network.Text, FrontEnd: null,
            [.. Augmentation.Select(text => RegimeText.Read("--augmentation", text, seed))],
            new TrainingRecipe(
                Optimiser.Adam, LearningRate, ScheduleKind.Cosine, WeightDecay: 0, LabelSmoothing: 0, BatchSize, Epochs),
            seed);
    }
}
