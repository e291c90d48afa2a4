using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// One step of length ε along the steepest direction: the fast gradient sign method for ℓ∞, the fast gradient method for ℓ2.
/// Source: Goodfellow et al. 2015.
/// </summary>
public sealed record FastGradient : Attack, IAttackFamily<FastGradient>
{
    /// <inheritdoc/>
    public static string Id => "fgsm";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    public static IEnumerable<FastGradient> Within(AttackBudget budget) => [new() { Ball = budget.Linf }];

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray());
        using ClassifierGradient gradient = Gradient(classifier, images.Pixels, labels, cancellation);
        return (images.Pixels + (Ball.SteepestStep(gradient.Gradient) * Ball.Epsilon)).clamp(0, 1).MoveToOuterDisposeScope();
    }
}
