using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging;

/// <summary>What is averaged.</summary>
internal enum AveragedKind
{
    /// <summary>The network of the claim.</summary>
    Network,

    /// <summary>A linear classifier, whose boundary averaging hardly moves: whatever it gains is not the defence's merit.</summary>
    Linear,
}

/// <summary>A trained network, as the trials that measure it name it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Key">The key of the trial that trained it.</param>
internal sealed record AveragedNetwork(AveragedKind Kind, long Seed, string Key)
{
    /// <summary>What it is called in texts.</summary>
    public override string ToString() => $"{StudyText.Kebab(Kind)}, seed {Seed}";
}

/// <summary>A measurement of one trained network, with averaging around it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set whose test images it is shown.</param>
/// <param name="Images">How many of them.</param>
/// <param name="Epsilon">ε in ℓ∞.</param>
/// <param name="Seed">The seed of what is drawn.</param>
internal abstract record AveragingTrial(AveragedNetwork Network, string Data, int Images, double Epsilon, long Seed) : TrialParameters
{
    private const long SubsetSeed = 0;

    /// <summary>The test images.</summary>
    public Dataset TestImages(RunEnvironment environment)
    {
        Dataset test = ImageProblem.Open(Data, environment.DataRoots).Evaluation;
        return Images < test.Count ? test.Subset(Images, SubsetSeed) : test;
    }

    /// <summary>The network with its test images.</summary>
    public virtual OpenNetwork Open(Recorder to, Device device) => new(Network.Key, TestImages(to.Environment), to, device);

    /// <summary>Post-averaging around the network, as published: directions drawn at each call, an average of softmax.</summary>
    public IDifferentiableClassifier Averaged(OpenNetwork network, int directions, double radius) =>
        (IDifferentiableClassifier)(Defenses.PostAveraging.Of(directions, radius) with { Seed = Seed }).Protect(network.Classifier);

    /// <summary>The share of images that a classifier answers correctly.</summary>
    public static double Accuracy(IClassifier classifier, Tensor pixels, LabelledImages images, CancellationToken cancellation) =>
        Share(IsRight(classifier, pixels, images, cancellation));

    /// <summary>The share of images of which something is true.</summary>
    public static double Share(IEnumerable<bool> images) => images.Average(holds => holds ? 1.0 : 0);

    /// <summary>Which images a classifier answers correctly.</summary>
    public static bool[] IsRight(IClassifier classifier, Tensor pixels, LabelledImages images, CancellationToken cancellation)
    {
        using Tensor logits = classifier.Logits(pixels, cancellation);
        return [.. ClassifierAnswers.Of(logits, images.Labels.Span).IsError.Select(error => error == 0)];
    }
}
