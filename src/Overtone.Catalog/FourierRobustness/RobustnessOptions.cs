using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Training;
using Overtone.Training.Regimes;
using FogNoiseRegime = Overtone.Training.Regimes.FogNoise;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>
/// The options of every study of 1906.08988 that trains networks: which, on what, and how. Studies with the same share their networks.
/// </summary>
internal abstract record RobustnessOptions : StudyOptions
{
    /// <summary>
    /// The images of quick runs: each class has waves of its own in two rings. The lower ring is stronger, in the midst of a strong
    /// background; the higher one is faint, but almost alone there, as in photographs. Either is enough to tell the classes.
    /// </summary>
    public const string PlantedData = "planted:version=1,bands=2:2:0.03+6:2:0.02,background=0.06";

    /// <summary>The severity of the fog that fog noise is made from: the middle one, which we do not recall.</summary>
    public const int FogSeverity = 3;

    private const double PublishedDeviation = 0.1, PublishedEpsilon = 8.0 / 255;

    [Option("Data set: planted, tiny-imagenet-10, cifar10, or a folder", Reduced = Reduced.WhenOther)]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = PlantedData;

    [Option("Number of training images, a class-balanced subset", Minimum = 1, Unset = "all")]
    public int? Images { get; init; }

    [Option("Number of test images, a class-balanced subset", Minimum = 10, Reduced = Reduced.WhenLess)]
    public int TestImages { get; init; } = 500;

    [Option("Network: mlp-WIDTHS, cnn, resnet-LAYERS, wrn-LAYERS-FACTOR", Reduced = Reduced.WhenOther)]
    public string Network { get; init; } = "resnet-8x4";

    [Option("What is done to each batch in every regime, before what the regime does: crop-and-flip=PADDING and the like",
        MayBeEmpty = true, Reduced = Reduced.WhenOther)]
    public string[] Augmentation { get; init; } = [];

    [Option("Gaussian regime: the largest standard deviation", Above = 0, Maximum = 1, Reduced = Reduced.WhenOther)]
    public double Deviation { get; init; } = 0.2;

    [Option("Adversarial regime: ε in ℓ∞, pixels being in [0, 1]", Above = 0, Maximum = 1, Reduced = Reduced.WhenOther)]
    public double Epsilon { get; init; } = 4.0 / 255;

    [Option("Adversarial regime: gradient steps; 0 for one long step from a random point (2001.03994)", Minimum = 0,
        Reduced = Reduced.WhenLess)]
    public int AttackSteps { get; init; } = 2;

    [Option("Optimiser", Reduced = Reduced.WhenOther)]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    [Option("Learning rate, falling along a cosine", Above = 0, Reduced = Reduced.WhenOther)]
    public double LearningRate { get; init; } = 1e-2;

    [Option("Weight decay", Minimum = 0, Reduced = Reduced.WhenOther)]
    public double WeightDecay { get; init; }

    [Option("Images a step", Minimum = 1, Reduced = Reduced.WhenOther)]
    public int BatchSize { get; init; } = 64;

    [Option("Training epochs", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Epochs { get; init; } = 10;

    [Option("Networks of each regime, each from its own seed", Minimum = 1, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    /// <summary>Only to see that everything runs.</summary>
    protected static T SmokeOf<T>()
        where T : RobustnessOptions, new() => new()
        {
            Data = "planted:size=8,train=300,test=100",
            TestImages = 50,
            Epochs = 1,
            Replicates = 1,
        };

    /// <summary>Photographs, six seeds, and the largest network that fits into eight hours for the whole source.</summary>
    protected static T ThoroughOf<T>()
        where T : RobustnessOptions, new() => new()
        {
            Data = "tiny-imagenet-10",
            TestImages = 1000,
            Network = "resnet-8x8",
            Augmentation = ["crop-and-flip"],
            Deviation = PublishedDeviation,
            Epsilon = PublishedEpsilon,
            LearningRate = 5e-3,
            BatchSize = 128,
            Epochs = 12,
        };

    /// <summary>The paper's network and data, with the usual schedule of such networks, which we do not recall.</summary>
    protected static T PaperOf<T>()
        where T : RobustnessOptions, new() => new()
        {
            Data = "cifar10",
            TestImages = 1000,
            Network = "wrn-28-10",
            Augmentation = ["crop-and-flip"],
            Deviation = PublishedDeviation,
            Epsilon = PublishedEpsilon,
            AttackSteps = 7,
            Optimiser = Optimiser.Momentum,
            LearningRate = 0.1,
            WeightDecay = 5e-4,
            BatchSize = 128,
            Epochs = 200,
        };

    /// <summary>The training of a regime from a seed.</summary>
    /// <exception cref="InvalidOptionException">There is no such network or augmentation.</exception>
    public TrainedNetworks.TrainedNetwork Training(TrainedRegime regime, long seed, int side) => Training(
        regime switch
        {
            TrainedRegime.LowPass => new BandFilter(BandShape.SquareLowPass, PublishedSize.Bandwidth(15, side)),
            TrainedRegime.HighPass => new BandFilter(BandShape.SquareHighPass, PublishedSize.Bandwidth(31, side)),
            _ => null,
        },
        Of(regime, seed), seed);

    /// <summary>The training of a network behind a filter, natural otherwise.</summary>
    /// <exception cref="InvalidOptionException">There is no such network or augmentation.</exception>
    public TrainedNetworks.TrainedNetwork Training(BandFilter frontEnd, long seed) => Training(frontEnd, [], seed);

    private TrainedNetworks.TrainedNetwork Training(BandFilter? frontEnd, IEnumerable<IRegime> regime, long seed)
    {
        if (!NetworkName.TryRead(Network, out NetworkName? network, out string? fault))
            throw new InvalidOptionException("--network", $"'{Network}'", $"the name of a network ({fault})");
        IEnumerable<IRegime> augmentation = Augmentation.Select(text => TrainedNetworks.RegimeText.Read("--augmentation", text, seed));
        return new TrainedNetworks.TrainedNetwork(
            Data, Images, network.Text, frontEnd, [.. augmentation.Concat(regime)],
            new TrainedNetworks.TrainingRecipe(
                Optimiser, LearningRate, ScheduleKind.Cosine, WeightDecay, LabelSmoothing: 0, BatchSize, Epochs),
            seed);
    }

    private IEnumerable<IRegime> Of(TrainedRegime regime, long seed) => regime switch
    {
        TrainedRegime.Gaussian => [new GaussianNoise(Deviation, seed)],
        TrainedRegime.Adversarial when AttackSteps == 0 => [new FastAdversarialExamples(Epsilon, seed)],
        TrainedRegime.Adversarial => [new AdversarialExamples(Epsilon, AttackSteps, seed)],
        TrainedRegime.AutoAugment => [AutoAugment.With([], seed)],
        TrainedRegime.FogNoise => [new FogNoiseRegime(FogSeverity, seed)],
        _ => [],
    };
}
