using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Auto-PGD (APGD): projected gradient descent with momentum that finds its step sizes itself. It starts at a random point of the ball's
/// surface with steps of 2 ε, and halves them at fixed checkpoints, image by image, where the loss has risen too rarely or its best value
/// has not improved; then it goes on from the best point. With <see cref="Targets"/> it makes one such run for each of the likeliest other
/// classes. Of all points visited, the one with the largest margin is returned for each image.
/// Source: Croce and Hein 2020 (ICML), algorithm 1 and section 4.
/// </summary>
public sealed record AutoProjectedGradient : Attack, IAttackFamily<AutoProjectedGradient>
{
    /// <summary>Gradient steps of each run, 1 or more.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How many other classes are tried one by one, the likeliest first, at most all; 0 for one run towards any of them.</summary>
    public int Targets { get; init; }

    /// <summary>How many starts, 1 or more, for each class that is tried.</summary>
    public int Restarts { get; init; } = 1;

    /// <inheritdoc cref="ProjectedGradient.StopsWhenBroken"/>
    public bool StopsWhenBroken { get; init; }

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "apgd";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    protected override string Variant => Targets == 0 ? base.Variant : $"{base.Variant} targeted";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<AutoProjectedGradient> Within(AttackBudget budget) =>
        from ball in new[] { budget.Linf, budget.L2 }
        let entropy = new AutoProjectedGradient { Ball = ball, Steps = budget.Steps, Seed = budget.Seed }
        let ratio = entropy with { Loss = AttackLoss.LogitRatio }
        from attack in new[] { entropy, ratio, ratio with { Targets = StandardAttack.UsualTargets } }
        select attack;

    /// <inheritdoc/>
    protected override IEnumerable<string> RemarksOn(IClassifier classifier)
    {
        if (Targets > 0 && Loss == AttackLoss.LogitRatio && classifier.ClassCount < LogitRatio.FewestClassesWithTarget)
        {
            return [
                $"the difference of logits ratio with a target needs {LogitRatio.FewestClassesWithTarget} classes; with "
                    + $"{classifier.ClassCount}, the target's margin was raised instead",
            ];
        }

        return base.RemarksOn(classifier);
    }

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        AutoAscent.Perturb(this, Ball, classifier, images, cancellation);
}
