using Overtone.Data;
using Overtone.Models;
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

    /// <summary>The share of images that an attack leaves classified correctly.</summary>
    internal double AccuracyUnder(Attack attack, CancellationToken cancellation)
    {
        using AttackOutcome outcome = attack.Run(Differentiable, Images, cancellation: cancellation);
        return Standing(outcome).Average(stands => stands ? 1.0 : 0);
    }

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
