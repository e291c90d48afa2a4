using Overtone.Data;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>
/// What masking checks look at.
/// Source: none.
/// </summary>
/// <param name="Classifier">The whole deployed function: the object whose accuracy is reported.</param>
/// <param name="Images">Images, in a random order.</param>
/// <param name="Ball">The perturbations of the attacks whose numbers are checked.</param>
/// <param name="Steps">Their gradient steps.</param>
/// <param name="Seed">The seed of starts and directions.</param>
public sealed record MaskingSubject(IClassifier Classifier, LabelledImages Images, NormBall Ball, int Steps, long Seed)
{
    private const int FewImages = 5;

    /// <summary>
    /// The same network without its defence, where there is one and it is at hand; the caller owns it. Attacks on it must not transfer
    /// better than attacks on the whole find.
    /// </summary>
    public IDifferentiableClassifier? Undefended { get; init; }

    /// <summary>
    /// The classifier with the gradients of a stand-in for a part that has none (<see cref="StraightThrough"/>), where there is such a
    /// part; the caller owns it.
    /// </summary>
    public IDifferentiableClassifier? StandIn { get; init; }

    /// <summary>The linear filter that the classifier begins with, where it begins with one.</summary>
    public ILinearFilter? Filter { get; init; }

    /// <summary>
    /// For a network with smoothed kernels: the same with kernels divided by their gain (<see cref="MaskingChecks"/> compares both); the
    /// caller owns it.
    /// </summary>
    public IDifferentiableClassifier? GainKept { get; init; }

    /// <summary>What the checks of this subject share; null outside of them.</summary>
    internal MaskingWork? Work { get; private init; }

    /// <summary>The classifier with its gradients.</summary>
    /// <exception cref="MissingGradientException">It has none.</exception>
    public IDifferentiableClassifier Differentiable => Classifier as IDifferentiableClassifier
        ?? throw new MissingGradientException("the model has no gradients");

    /// <summary>The attack that the checks are about.</summary>
    internal ProjectedGradient Attack => new() { Ball = Ball, Steps = Steps, Seed = Seed };

    /// <summary>The first images alone; their pixels belong to the caller's dispose scope.</summary>
    internal MaskingSubject First(int most) => most >= Images.Count
        ? this
        : this with { Images = Images.Some([.. Enumerable.Range(0, most)]) };

    /// <summary>The subject with its passes counted.</summary>
    internal MaskingSubject Counted()
    {
        if (Work is not null)
            return this;
        var work = new MaskingWork();
        return this with
        {
            Work = work,
            Classifier = CountedClassifier.Of(Classifier, work),
            Undefended = Undefended is null ? null : CountedClassifier.Of(Undefended, work),
            StandIn = StandIn is null ? null : CountedClassifier.Of(StandIn, work),
            GainKept = GainKept is null ? null : CountedClassifier.Of(GainKept, work),
        };
    }

    /// <summary>The share of images that are classified correctly as they are.</summary>
    internal double CleanAccuracy(CancellationToken cancellation) => AccuracyAt(Images.Pixels, cancellation);

    /// <summary>The share of images that are classified correctly once they were changed.</summary>
    internal double AccuracyAt(Tensor changed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        return 1 - ClassifierAnswers.Of(Classifier.Logits(changed, cancellation), Images.Labels.Span).IsError.Average();
    }

    /// <summary>Whether the same images are answered otherwise the next time.</summary>
    internal bool IsRandom(CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        MaskingSubject few = First(FewImages);
        Tensor once = Answer(), twice = Answer();
        return (once - twice).abs().max().item<double>() > Repeatability.MostDifference;

        Tensor Answer() => Repeatability.Normalised(few.Logits(few.Images.Pixels, cancellation));
    }

    /// <summary>The share of images that an attack leaves classified correctly; each attack is run once for all checks.</summary>
    internal double AccuracyUnder(Attack attack, CancellationToken cancellation) =>
        StandingUnder(attack, cancellation).Average(stands => stands ? 1.0 : 0);

    /// <summary>Which images an attack leaves classified correctly; each attack is run once for all checks.</summary>
    internal IReadOnlyList<bool> StandingUnder(Attack attack, CancellationToken cancellation) =>
        (Work ?? new MaskingWork()).Standing(Differentiable, attack, Images, cancellation);

    /// <summary>The places of the images that the attack leaves by cross entropy and by margin, each run once for all checks.</summary>
    internal int[] LeftByGradients(CancellationToken cancellation)
    {
        IReadOnlyList<bool>[] each = [.. new[] { AttackLoss.CrossEntropy, AttackLoss.Margin }
            .Select(loss => StandingUnder(Attack with { Loss = loss, StopsWhenBroken = true }, cancellation))];
        return [.. Enumerable.Range(0, Images.Count).Where(place => each.All(standing => standing[place]))];
    }

    /// <summary>The share of images that the points which an attack finds on another classifier leave classified correctly.</summary>
    internal double AccuracyAtPointsOn(IDifferentiableClassifier other, Attack attack, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        AttackOutcome found = attack.Run(other, Images, cancellation: cancellation);
        AttackOutcome judged = attack.Judge(Classifier, Images, found.Images, cancellation);
        return Standing(judged).Average(stands => stands ? 1.0 : 0);
    }

    /// <summary>The most by which an accuracy may differ by chance: its standard error, and at least one image.</summary>
    internal double Chance(double accuracy) => Math.Max(StandardError.OfShare(accuracy, Images.Count), OneImage);

    /// <summary>Which images were classified correctly, and still are.</summary>
    internal static IReadOnlyList<bool> Standing(AttackOutcome outcome) =>
        [.. outcome.WasWrong.Zip(outcome.IsBroken, (wasWrong, isBroken) => !wasWrong && !isBroken)];

    /// <summary>The share of the images that one is.</summary>
    internal double OneImage => 1.0 / Images.Count;

    /// <summary>Logits of the images, float64.</summary>
    internal Tensor Logits(Tensor pixels, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        return Classifier.Logits(pixels, cancellation).cpu().to_type(ScalarType.Float64).MoveToOuterDisposeScope();
    }
}
