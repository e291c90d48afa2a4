using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Projected gradient descent at the smallest ε that works, in ℓ∞: a binary search for each image between zero and ε, each trial a random
/// start and steps in proportion to the ε tried. It is what the PGD of some programs did, among them those behind published tables, and
/// not the attack of fixed ε: its points lie a hair beyond the boundary of the classifier that was attacked.
/// Source: Madry et al. 2018, in the form of foolbox 1.8 (40 steps of ε/30, 20 halvings), as used for 1905.13545 and 1905.12797; there the
/// search begins at 0.3 and may go beyond, here at ε.
/// </summary>
public sealed record SmallestProjectedGradient : Attack, IAttackFamily<SmallestProjectedGradient>
{
    private const double StepShare = 1.0 / 30;

    /// <summary>Gradient steps of each trial, 1 or more.</summary>
    public int Steps { get; init; } = 40;

    /// <summary>How often the range of ε is halved, 1 or more.</summary>
    public int Halvings { get; init; } = 20;

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "pgd-smallest";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool FindsNearest => true;

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<SmallestProjectedGradient> Within(AttackBudget budget) => [new() { Ball = budget.Linf, Seed = budget.Seed }];

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        if (Ball.Norm != AttackNorm.Linf)
            throw new ArgumentException($"The smallest ε is searched for in ℓ∞; the ball is in {Ball.Norm}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Halvings, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device), found = images.Pixels.clone();
        Tensor high = full([images.Count, 1, 1, 1], Ball.Epsilon, ScalarType.Float32, images.Pixels.device), low = zeros_like(high);
        for (int trial = 0; trial <= Halvings; trial++)
        {
            using var inner = NewDisposeScope();
            // First at ε itself: an image that stands there is given up.
            Tensor epsilon = trial == 0 ? high : (low + high) / 2;
            (Tensor points, Tensor isBroken) = Run(classifier, images, labels, epsilon, trial, cancellation);
            found.copy_(where(isBroken, points, found));
            if (trial == 0)
                low.copy_(where(isBroken, low, high));
            high.copy_(where(isBroken, epsilon, high));
            low.copy_(where(isBroken, low, epsilon));
        }

        return found.MoveToOuterDisposeScope();
    }

    // The first misclassified point of each image, and whether there was one, [n, 1, 1, 1].
    private (Tensor Points, Tensor IsBroken) Run(
        IDifferentiableClassifier classifier, LabelledImages images, Tensor labels, Tensor epsilon, int trial,
        CancellationToken cancellation)
    {
        Tensor clean = images.Pixels, ones = epsilon / epsilon.clamp_min(float.Epsilon);
        var unit = new NormBall(AttackNorm.Linf, 1);
        Tensor draws = ImageDraws.Of(
            images, Seed, $"smallest-start-{trial}", (generator, _) => unit.Draw(generator, clean.shape.AsSpan(1)));
        Tensor points = (clean + (draws * epsilon)).clamp(0, 1), broken = points.clone(), isBroken = ones.lt(0);
        for (int step = 0; step <= Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using ClassifierGradient gradient = Gradient(classifier, points, labels, cancellation);
            Tensor isNow = LossCotangents.Margins(gradient.Logits, labels).gt(0).reshape(-1, 1, 1, 1).logical_and(isBroken.logical_not());
            broken.copy_(where(isNow, points, broken));
            isBroken.logical_or_(isNow);
            if (step == Steps || isBroken.all().item<bool>())
                break;
            Tensor moved = points - clean + (unit.SteepestStep(gradient.Gradient) * epsilon * StepShare);
            points.copy_((clean + moved.minimum(epsilon).maximum(-epsilon)).clamp(0, 1));
        }

        return (broken, isBroken);
    }
}
