using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;
using Overtone.Training.Regimes;

namespace Overtone.Catalog.TrainedNetworks;

internal sealed record TrainedNetworksOptions : StudyOptions, IPresets<TrainedNetworksOptions>
{
    private const string NetworkOption = "--network", RegimeOption = "--regime", FrontEndOption = "--front-end";

    public static TrainedNetworksOptions Smoke => new() { Epochs = 3, Replicates = 1 };

    [Option("Data set: digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Number of training images, a class-balanced subset", Minimum = 1, Unset = "all")]
    public int? Images { get; init; }

    [Option("Network: mlp-400-200 (hidden widths), cnn (or cnn-16-32-64: two channel counts, hidden widths), resnet-8 (6n + 2 layers; "
        + "resnet-8x8 for 8 channels in the first stage), wrn-28-10 (6n + 4 layers, widening factor)")]
    public string Network { get; init; } = "cnn";

    [Option("A filter in front of the network, in training and ever after: square-low-pass=BANDWIDTH, square-high-pass=BANDWIDTH, "
        + "radial-low-pass=RADIUS, radial-high-pass=RADIUS", Unset = "none")]
    public string? FrontEnd { get; init; }

    [Option("What is done to each batch, one after another: crop-and-flip=PADDING, cutout=SHARE, autoaugment, mixup=ALPHA, "
        + "gaussian-noise=DEVIATION, band-noise=LOW:HIGH:NORM, fog-noise=SEVERITY, low-pass=RADIUS, high-pass=RADIUS, "
        + "square-low-pass=BANDWIDTH, square-high-pass=BANDWIDTH, adversarial=EPSILON:STEPS, adversarial-l2=EPSILON:STEPS, "
        + "fast-adversarial=EPSILON; what is left out after a name is as usual", MayBeEmpty = true)]
    public string[] Regime { get; init; } = [];

    [Option("Optimiser")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    [Option("Learning rate", Above = 0)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("How the learning rate falls: constant, cosine (to zero), step (to a tenth after half and after three quarters)")]
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    [Option("Weight decay", Minimum = 0)]
    public double WeightDecay { get; init; }

    [Option("Label smoothing, the share of each label that is spread over all classes", Minimum = 0, Maximum = 0.99)]
    public double LabelSmoothing { get; init; }

    [Option("Images a step", Minimum = 1)]
    public int BatchSize { get; init; } = 64;

    [Option("Training epochs", Minimum = 1)]
    public int Epochs { get; init; } = 20;

    [Option("Networks, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 2;

    /// <summary>The training from a seed.</summary>
    /// <exception cref="InvalidOptionException">There is no such network, front end or regime.</exception>
    public TrainedNetwork Training(long seed)
    {
        if (!NetworkName.TryRead(Network, out NetworkName? network, out string? fault))
            throw new InvalidOptionException(NetworkOption, $"'{Network}'", $"the name of a network ({fault})");
        return new TrainedNetwork(
            Data, Images, network.Text, FrontEnd is null ? null : RegimeText.ReadFrontEnd(FrontEndOption, FrontEnd),
            [.. Regime.Select(text => RegimeText.Read(RegimeOption, text, seed))],
            new TrainingRecipe(Optimiser, LearningRate, Schedule, WeightDecay, LabelSmoothing, BatchSize, Epochs), seed);
    }

    /// <summary>Requires that a training is possible on its images.</summary>
    /// <exception cref="InvalidOptionException">It isn't.</exception>
    public static void Require(TrainedNetwork training, RunEnvironment environment)
    {
        Dataset images = training.TrainingImages(environment);
        ImageShape shape = images.Shape;
        if (training.Recipe.BatchSize > images.Count)
        {
            throw new InvalidOptionException(
                "--batch-size", $"{training.Recipe.BatchSize:N0}", $"at most {images.Count:N0}, the number of training images");
        }

        if (training.FrontEnd is { } filter && filter.Refusal(shape.Height, shape.Width) is { } expected)
            throw new InvalidOptionException(FrontEndOption, $"{RegimeText.Of(filter)} for images of {shape}", expected);
        try
        {
            foreach (IRegime regime in training.Regimes)
                regime.Require(shape);
        }
        catch (RegimeException fault)
        {
            throw new InvalidOptionException(RegimeOption, fault.Found, fault.Expected);
        }

        int smallest = NetworkName.Read(training.Network).SmallestImage;
        if (Math.Min(shape.Height, shape.Width) < smallest)
            throw new InvalidOptionException("--data", $"images of {shape}", $"at least {smallest} pixels a side for {training.Network}");
    }
}
