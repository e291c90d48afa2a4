using Overtone.Models;

namespace Overtone.Attacks.Masking;

/// <summary>
/// M11: gradients of a stand-in for a part that has none of use, such as rounding, against the model's own. Where they break more, the
/// model's own gradients hide the way.
/// Source: Athalye et al. 2018 (backward pass differentiable approximation, BPDA).
/// </summary>
public sealed class StandInGradients : MaskingCheck
{
    /// <inheritdoc/>
    public override string Id => "stand-in-gradients";

    /// <inheritdoc/>
    public override string Question => "Do gradients of a stand-in break more than the model's own?";

    /// <inheritdoc/>
    public override bool NeedsGradients => false;

    /// <inheritdoc/>
    public override int MostImages => 100;

    internal override string? WhyNot(MaskingSubject subject) => subject.StandIn is null
        ? "it needs a stand-in for a part without gradients, and none was given"
        : null;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        if (subject.StandIn is not { } standIn)
            throw new ArgumentException($"{nameof(MaskingSubject.StandIn)}: found none, expected a classifier with gradients.");
        ProjectedGradient attack = subject.Attack with { StopsWhenBroken = true };
        double own = Own(subject, attack, cancellation), other = subject.AccuracyAtPointsOn(standIn, attack, cancellation);
        double limit = subject.Chance(own);
        return Found(
            own - other, limit,
            $"Along the model's own gradients an attack leaves an accuracy of {Percent(own)}, along those of a stand-in {Percent(other)}; "
                + $"those must not do better by more than {Percent(limit)}.");
    }

    // A model without gradients leaves everything where it is.
    private static double Own(MaskingSubject subject, Attack attack, CancellationToken cancellation)
    {
        try
        {
            return subject.AccuracyUnder(attack, cancellation);
        }
        catch (MissingGradientException)
        {
            return subject.CleanAccuracy(cancellation);
        }
    }
}
