namespace Overtone.Attacks.Masking;

/// <summary>
/// M1: one gradient step against many. One that breaks more images than many do shows that the many go astray.
/// Source: Athalye et al. 2018 (one-step attacks perform better than iterative ones), Carlini et al. 2019.
/// </summary>
public sealed class OneStep : MaskingCheck
{
    /// <inheritdoc/>
    public override string Id => "one-step";

    /// <inheritdoc/>
    public override string Question => "Does one step break more than many?";

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        double one = subject.AccuracyUnder(new FastGradient { Ball = subject.Ball }, cancellation),
            many = subject.AccuracyUnder(subject.Attack with { StopsWhenBroken = true }, cancellation);
        double limit = subject.Chance(many);
        return Found(
            many - one, limit,
            $"One step leaves an accuracy of {Percent(one)}, {subject.Steps} steps {Percent(many)}; one step must not do better by more "
                + $"than {Percent(limit)}.");
    }
}
