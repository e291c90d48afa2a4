namespace Overtone.Attacks.Masking;

/// <summary>
/// M3: an attack with ε = 0.5 in ℓ∞, where every image can be made grey, so that no model can be right more often than chance. One that is
/// has an attack that doesn't work.
/// Source: Carlini et al. 2019 (accuracy must fall to chance as ε grows).
/// </summary>
public sealed class LargeBall : MaskingCheck
{
    private const double Epsilon = 0.5;

    /// <inheritdoc/>
    public override string Id => "large-ball";

    /// <inheritdoc/>
    public override string Question => "Does an attack without bounds break every image?";

    /// <inheritdoc/>
    public override int MostImages => 50;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        var ball = new NormBall(AttackNorm.Linf, Epsilon);
        // From the image itself: a random point of so large a ball is broken without any attack.
        double accuracy = subject.AccuracyUnder(
            subject.Attack with { Ball = ball, IsRandomStart = false, StopsWhenBroken = true }, cancellation);
        double chance = 1.0 / subject.Classifier.ClassCount;
        double limit = chance + (2 * StandardError.OfShare(chance, subject.Images.Count));
        return Found(
            accuracy, limit,
            $"Under perturbations with which every image can be made grey, it keeps an accuracy of {Percent(accuracy)}; at most "
                + $"{Percent(limit)} would be chance.");
    }
}
