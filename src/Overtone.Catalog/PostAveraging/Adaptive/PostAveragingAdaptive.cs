using Overtone.Catalog.TrainedNetworks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.PostAveraging.Adaptive;

internal sealed record PostAveragingAdaptiveOptions : AveragingOptions, IPresets<PostAveragingAdaptiveOptions>
{
    public static PostAveragingAdaptiveOptions Smoke => SmokeOf<PostAveragingAdaptiveOptions>() with
    {
        AttackedImages = 6,
        OtherDirections = [],
        OtherRadii = [],
        Steps = 3,
        Draws = 2,
        FreshDraws = 2,
        Queries = 10,
    };

    public static PostAveragingAdaptiveOptions Thorough => ThoroughOf<PostAveragingAdaptiveOptions>() with
    {
        Steps = 40,
        FreshDraws = 50,
        Queries = 5000,
    };

    public static PostAveragingAdaptiveOptions Paper => PaperOf<PostAveragingAdaptiveOptions>() with
    {
        AttackedImages = 1000,
        Steps = 100,
        Draws = 20,
        FreshDraws = 100,
        Queries = 20000,
    };

    [Option("Test images that are attacked, the first of them", Minimum = 5, Reduced = Reduced.WhenLess)]
    public int AttackedImages { get; init; } = 30;

    [Option("Other numbers K of directions to attack", Minimum = 1, MayBeEmpty = true, Reduced = Reduced.WhenMissing)]
    public int[] OtherDirections { get; init; } = [5];

    [Option("Other radii to attack, in units of R", Above = 0, MayBeEmpty = true, Reduced = Reduced.WhenMissing)]
    public double[] OtherRadii { get; init; } = [0.5, 2];

    [Option("Gradient steps of the attacks", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Steps { get; init; } = 20;

    [Option("Draws of the average's points that each gradient is averaged over", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Draws { get; init; } = 4;

    [Option("Fresh draws on which the attacked images are judged", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int FreshDraws { get; init; } = 20;

    [Option("Queries of the square attack", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Queries { get; init; } = 1000;
}

/// <summary>
/// Post-averaging under attacks that know of it: gradients through the average, random search on its scores; beside it the undefended
/// network, a linear classifier, and randomised smoothing at the same cost.
/// Source: 1905.12797's claim, and its refutation by Andriushchenko et al. 2020 (1912.00049), Table 10.
/// </summary>
internal sealed class PostAveragingAdaptive() : AveragingStudy<PostAveragingAdaptiveOptions, AdaptiveTrial>(
    "post-averaging-adaptive", "Post-averaging under attacks through the average", "claim of accuracy under attack")
{
    public override string Summary =>
        "Attacks averaged networks as they are deployed, at one ε: by gradients through the average, in the mean over its draws (EOT), by "
        + "random search on its scores (Square), and by points made without it. Beside them the undefended network, a linear classifier, "
        + "and randomised smoothing at equal cost with what it proves. The claims are the paper's, that accuracy under attack rises, and "
        + "that of its critics, that most of what was reported is gone.";

    public override IndependentScript? Independent => PostAveragingIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run post-averaging-adaptive", "run post-averaging-adaptive --attacked-images 10 --other-radii 0.25,4 --draws 8"];

    protected override IEnumerable<AdaptiveTrial> Measurements(PostAveragingAdaptiveOptions options, int pixels, AveragedNetwork network)
    {
        double radius = options.RadiusFor(pixels);
        var whole = new AdaptiveBudget(options.Steps, options.Draws, options.FreshDraws, options.Queries);
        AdaptiveTrial published = new(
            network, options.Data, Math.Min(options.AttackedImages, options.TestImages), options.Epsilon, AveragedDefence.PostAveraging,
            options.Directions, 1, radius, whole, options.Seed);
        yield return published with { Defence = AveragedDefence.None, Directions = 0, Factor = 0, Radius = 0 };
        yield return published;
        if (network.Kind == AveragedKind.Linear)
            yield break;
        yield return published with { Defence = AveragedDefence.Smoothing };
        AdaptiveTrial other = published with { Budget = whole with { Queries = 0 } };
        foreach (int directions in options.OtherDirections)
            yield return other with { Directions = directions };
        foreach (double factor in options.OtherRadii)
            yield return other with { Factor = factor, Radius = factor * radius };
    }

    protected override void Measure(AdaptiveTrial trial, OpenNetwork network, Recorder to) =>
        new AdaptiveMeasurement(trial, network, to).Measure();

    protected override void Conclude(PostAveragingAdaptiveOptions options, Conclusion to) =>
        new PostAveragingAdaptiveFindings(options, to).Conclude();

    /// <summary>
    /// Accuracies of one network behind one defence, shares over draws where it is random: on images as they are, with uniform noise up to
    /// ε, as published (on the nearest points of an attack that does not know of the defence), on points of fixed ε that were made without
    /// it, under gradients through it, and image by image under the worst of transfer, gradients and the square attack.
    /// </summary>
    [Table("accuracies")]
    internal sealed record AccuracyRow(
        AveragedKind Kind, long Seed, AveragedDefence Defence, int Directions, double Factor, double Radius, int Classes, int Images,
        double Clean, double Noise, double Reported, double Transfer, double Gradient, double Worst, [Unit("images")] int Asked,
        [Unit("images")] int BrokenByScores);

    /// <summary>What smoothing proves of the right answers, in ℓ2.</summary>
    [Table("certificates")]
    internal sealed record CertificateRow(long Seed, double Deviation, double CertifiedShare, double MedianRadius, int Samples);
}
