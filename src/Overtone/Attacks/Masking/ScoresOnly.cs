namespace Overtone.Attacks.Masking;

/// <summary>
/// M2: the square attack, which sees scores and no gradients, on what gradient attacks leave. Whatever it still breaks, they missed.
/// Source: AutoAttack's flag (a black-box attack that improves on white-box ones); Carlini et al. 2019.
/// </summary>
public sealed class ScoresOnly : MaskingCheck
{
    private const int Queries = 1000;

    /// <inheritdoc/>
    public override string Id => "scores-only";

    /// <inheritdoc/>
    public override string Question => "Does an attack without gradients break what attacks with them leave?";

    /// <inheritdoc/>
    public override int MostImages => 50;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        int[] left = subject.LeftByGradients(cancellation);
        int broken = 0;
        if (left.Length > 0)
        {
            using AttackOutcome outcome = new SquareAttack { Ball = subject.Ball, Queries = Queries, Seed = subject.Seed }
                .RunByScores(subject.Classifier, subject.Images.Some(left), cancellation: cancellation);
            broken = outcome.IsBroken.Count(isBroken => isBroken);
        }

        double share = (double)broken / subject.Images.Count;
        return Found(
            share, subject.OneImage,
            $"The square attack, {Queries:N0} queries, breaks {broken} of the {left.Length} images that gradient attacks leave; one may be "
                + "chance.");
    }
}
