using Overtone.Attacks;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adversarial training in one step: the fast gradient sign method from a random point of the ball, with a step longer than the radius.
/// Source: 2001.03994 (ε = 8/255, a step of 1.25 ε).
/// </summary>
/// <param name="Epsilon">ε in ℓ∞, pixels being in [0, 1].</param>
/// <param name="Seed">The seed of the starts.</param>
public sealed record FastAdversarialExamples(double Epsilon, long Seed)
    : AdversarialRegime(new NormBall(AttackNorm.Linf, Epsilon), Steps: 1, StepLength, Seed), INamedRegime<FastAdversarialExamples>
{
    private const double StepLength = 1.25;

    /// <inheritdoc/>
    public static string Id => "fast-adversarial";

    /// <inheritdoc/>
    public static string Summary => "attacks each image in one step from a random point within EPSILON in ℓ∞";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [RegimeNumber.Epsilon(8.0 / 255, 1)];

    /// <inheritdoc/>
    public static FastAdversarialExamples With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], seed);
}
