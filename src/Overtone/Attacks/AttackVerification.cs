using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// What stored adversarial images are worth: each is classified anew as the float32 image that it is, alone in its batch, and its norm and
/// range are measured; and it is said whether it survives the 8 bits of a picture file. An image that is misclassified because of its
/// neighbours in a batch, or by leaving the ball or the box, does not count.
/// Source: Carlini et al. 2019 (an adversarial example is what can be stored and classified again).
/// </summary>
/// <param name="IsBroken">Which images are misclassified, within the ball and in [0, 1], alone in a batch.</param>
/// <param name="SurvivesRounding">
/// Which of those are still misclassified once their pixels are rounded to the nearest of 256 levels; how far they are then is in
/// <paramref name="RoundedNorms"/>.
/// </param>
/// <param name="Norms">The norms of the perturbations, in float64.</param>
/// <param name="RoundedNorms">Those after rounding.</param>
/// <param name="IsInBox">Which images have all pixels in [0, 1].</param>
public sealed record AttackVerification(
    IReadOnlyList<bool> IsBroken, IReadOnlyList<bool> SurvivesRounding, IReadOnlyList<double> Norms,
    IReadOnlyList<double> RoundedNorms, IReadOnlyList<bool> IsInBox)
{
    private const double Levels = 255;

    /// <summary>Verifies images.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images as they were.</param>
    /// <param name="attacked">float32 [n, C, H, W], as they are stored.</param>
    /// <param name="ball">The perturbations allowed.</param>
    /// <param name="cancellation">Checked between images.</param>
    public static AttackVerification Of(
        IClassifier classifier, LabelledImages images, Tensor attacked, NormBall ball, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        Tensor rounded = (attacked * Levels).round() / Levels, flat = attacked.flatten(1);
        double[] norms = NormsOf(ball, images, attacked), roundedNorms = NormsOf(ball, images, rounded);
        bool[] isInBox = [.. flat.ge(0).logical_and(flat.le(1)).all(1).cpu().data<bool>()];
        bool[] isBroken = [.. norms.Select((norm, n) => norm <= ball.Epsilon + NormBall.Tolerance && isInBox[n]
            && IsWrongAlone(classifier, attacked, images, n, cancellation))];
        bool[] survives = [.. isBroken.Select((broken, n) => broken && IsWrongAlone(classifier, rounded, images, n, cancellation))];
        return new AttackVerification(isBroken, survives, norms, roundedNorms, isInBox);
    }

    private static double[] NormsOf(NormBall ball, LabelledImages images, Tensor attacked) =>
        [.. ball.NormsOf(attacked.to_type(ScalarType.Float64) - images.Pixels).cpu().data<double>()];

    private static bool IsWrongAlone(
        IClassifier classifier, Tensor attacked, LabelledImages images, int image, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor logits = classifier.Logits(attacked.narrow(0, image, 1), cancellation);
        return !logits.isnan().any().item<bool>()
            && ClassifierAnswers.Of(logits, images.Labels.Span.Slice(image, 1)).IsError[0] != 0;
    }
}
