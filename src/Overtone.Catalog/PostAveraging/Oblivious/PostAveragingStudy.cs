using Overtone.Attacks;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Oblivious;

internal sealed record PostAveragingOptions : AveragingOptions, IPresets<PostAveragingOptions>
{
    public static PostAveragingOptions Smoke =>
        SmokeOf<PostAveragingOptions>() with { RadiusFactors = [1], Steps = 5, CarliniWagnerSteps = 10 };

    public static PostAveragingOptions Thorough => ThoroughOf<PostAveragingOptions>();

    public static PostAveragingOptions Paper => PaperOf<PostAveragingOptions>() with { CarliniWagnerSteps = 1000 };

    [Option("Radii of the average, in units of R; one must be 1", Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] RadiusFactors { get; init; } = [0.5, 1, 2];

    [Option("Steps of projected gradient descent for each ε that is tried", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Steps { get; init; } = 40;

    [Option("Steps of Carlini and Wagner's attack for each of five constants", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int CarliniWagnerSteps { get; init; } = 200;
}

/// <summary>All attacks on one undefended network, their points shown to the averaged one.</summary>
internal sealed record ObliviousTrial(
    AveragedNetwork Network, string Data, int Images, double Epsilon, int Directions, double Radius, double[] RadiusFactors, int Steps,
    int CarliniWagnerSteps, long Seed) : AveragingTrial(Network, Data, Images, Epsilon, Seed)
{
    public override string Label => $"points of attacks on {Network}";
}

/// <summary>
/// The published tables of post-averaging: adversarial examples of the undefended network, shown to the defended one; and the same of a
/// linear classifier.
/// Source: 1905.12797, section 5; protocol of its authors' code.
/// </summary>
internal sealed class PostAveragingStudy() : AveragingStudy<PostAveragingOptions, ObliviousTrial>(
    "post-averaging", "Post-averaging as published: adversarial examples of the undefended network", "tables, by its authors' code")
{
    public override string Summary =>
        "Attacks networks without a defence by FGSM, PGD, DeepFool and Carlini-Wagner at the least norm that works, and counts how many of "
        + "the points the network gets right once its answers are averaged over 6K + 1 points around them: the published defence rate. "
        + "Beside it the same of a linear classifier, which averaging cannot defend. The claims are that the rate is 90 % or more, and "
        + "tells a network from the linear control; that clean images lose at most one point.";

    public override IndependentScript? Independent => PostAveragingIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run post-averaging", "run post-averaging --data mnist --epsilon 0.1 --replicates 2 --carlini-wagner-steps 50"];

    protected override void Require(PostAveragingOptions options)
    {
        if (!options.RadiusFactors.Contains(1))
            throw new InvalidOptionException("--radius-factors", string.Join(", ", options.RadiusFactors), "1 among them");
    }

    protected override IEnumerable<ObliviousTrial> Measurements(PostAveragingOptions options, int pixels, AveragedNetwork network) =>
    [
        new ObliviousTrial(
            network, options.Data, options.TestImages, options.Epsilon, options.Directions, options.RadiusFor(pixels),
            options.RadiusFactors, options.Steps, options.CarliniWagnerSteps, options.Seed),
    ];

    protected override void Measure(ObliviousTrial trial, OpenNetwork network, Recorder to)
    {
        LabelledImages images = network.Images;
        bool[] wasRight = AveragingTrial.IsRight(network.Classifier, images.Pixels, images, to.Cancellation);
        to.Add(Clean(trial, network, 0, AveragingTrial.Share(wasRight), to));
        var averaged = trial.RadiusFactors.Select(factor =>
        {
            using IDifferentiableClassifier defended = trial.Averaged(network, trial.Directions, factor * trial.Radius);
            bool[] isRight = AveragingTrial.IsRight(defended, images.Pixels, images, to.Cancellation);
            to.Add(Clean(trial, network, factor, AveragingTrial.Share(isRight), to));
            return (Factor: factor, Clean: isRight);
        }).ToArray();
        ObliviousAttack[] kinds = Enum.GetValues<ObliviousAttack>();
        foreach ((int n, ObliviousAttack kind) in kinds.Index())
        {
            Attack attack = ObliviousAttacks.Of(kind, trial);
            using AttackOutcome outcome = attack.Run(
                network.Classifier, images, done => to.Report((n + done) / kinds.Length), to.Cancellation);
            var points = CountedPoints.Of(outcome, images, trial.Epsilon);
            foreach ((double factor, bool[] clean) in averaged)
                to.Add(Rate(trial, network, kind, factor, clean, points, to));
        }
    }

    protected override void Conclude(PostAveragingOptions options, Conclusion to) => new PostAveragingFindings(options, to).Conclude();

    // Beside the average, a single point at the average's full distance: what a network loses by not looking at the image itself.
    private static CleanRow Clean(ObliviousTrial trial, OpenNetwork network, double factor, double accuracy, Recorder to)
    {
        using var scope = NewDisposeScope();
        Tensor pixels = network.Images.Pixels;
        Tensor way = RandomStreams.Normal(trial.Seed, "one point", 0, [.. pixels.shape]).to(pixels.device);
        way *= trial.Radius * factor / way.flatten(1).norm(1).reshape(-1, 1, 1, 1);
        double onePoint = AveragingTrial.Accuracy(network.Classifier, pixels + way, network.Images, to.Cancellation);
        return new CleanRow(
            trial.Network.Kind, trial.Network.Seed, factor, factor * trial.Radius, accuracy, onePoint, network.Data.ClassNames.Count);
    }

    private static RateRow Rate(
        ObliviousTrial trial, OpenNetwork network, ObliviousAttack kind, double factor, bool[] clean, CountedPoints points, Recorder to)
    {
        using IDifferentiableClassifier defended = trial.Averaged(network, trial.Directions, factor * trial.Radius);
        bool[] isRight = AveragingTrial.IsRight(defended, points.Pixels, network.Images, to.Cancellation);
        int counted = points.Counts.Count(count => count), kept = points.Counts.Where((count, n) => count && isRight[n]).Count();
        return new RateRow(
            trial.Network.Kind, trial.Network.Seed, kind, factor, points.Found, counted,
            counted > 0 ? (double)kept / counted : double.NaN,
            AveragingTrial.Share(points.Counts.Select((count, n) => count ? isRight[n] : clean[n])), points.UndefendedAccuracy,
            points.MedianDistance);
    }

    [Table("clean")]
    internal sealed record CleanRow(
        AveragedKind Kind, long Seed, double Factor, double Radius, double Accuracy, double OnePoint, int Classes);

    [Table("defence_rates")]
    internal sealed record RateRow(
        AveragedKind Kind, long Seed, ObliviousAttack Attack, double Factor, int Found, int Counted, double Rate, double AttackedAccuracy,
        double UndefendedAccuracy, double MedianDistance);
}
