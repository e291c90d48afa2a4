using Overtone.Attacks;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adversarial training with projected gradient descent in ℓ2.
/// Source: Madry et al. 2018; ε = 0.5 as is usual on CIFAR-10.
/// </summary>
/// <param name="Epsilon">ε, over all channels of an image, pixels being in [0, 1].</param>
/// <param name="Steps">Gradient steps, 1 or more.</param>
/// <param name="Seed">The seed of the starts.</param>
public sealed record AdversarialExamplesL2(double Epsilon, int Steps, long Seed)
    : AdversarialRegime(new NormBall(AttackNorm.L2, Epsilon), Steps, AdversarialExamples.ReachOfSteps, Seed),
        INamedRegime<AdversarialExamplesL2>
{
    /// <inheritdoc/>
    public static string Id => "adversarial-l2";

    /// <inheritdoc/>
    public static string Summary => "attacks each image: STEPS of projected gradient descent within EPSILON in ℓ2";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("epsilon", 0.5), new("steps", 7, 1, IsWhole: true)];

    /// <inheritdoc/>
    public static AdversarialExamplesL2 With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], (int)numbers[1], seed);
}
