using Overtone.Attacks;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adversarial training with projected gradient descent in ℓ∞.
/// Source: Madry et al. 2018 (ε = 8/255, steps of 2/255 on CIFAR-10: 7 as we recall the paper, 10 in the training published with it).
/// </summary>
/// <param name="Epsilon">ε, pixels being in [0, 1].</param>
/// <param name="Steps">Gradient steps, 1 or more; 7 of them have the length 1.75 ε together, as in the paper.</param>
/// <param name="Seed">The seed of the starts.</param>
public sealed record AdversarialExamples(double Epsilon, int Steps, long Seed)
    : AdversarialRegime(new NormBall(AttackNorm.Linf, Epsilon), Steps, ReachOfSteps, Seed), INamedRegime<AdversarialExamples>
{
    // Of the radius, over all steps together: 7 · 2/255 is 1.75 · 8/255.
    internal const double ReachOfSteps = 1.75;

    /// <inheritdoc/>
    public static string Id => "adversarial";

    /// <inheritdoc/>
    public static string Summary => "attacks each image: STEPS of projected gradient descent within EPSILON in ℓ∞";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers =>
        [RegimeNumber.Epsilon(8.0 / 255, 1), new("steps", 7, 1, IsWhole: true)];

    /// <inheritdoc/>
    public static AdversarialExamples With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], (int)numbers[1], seed);
}
