namespace Overtone.Attacks.Masking;

/// <summary>
/// M7: the same attack with logits a tenth and ten times as large. The scale changes no prediction; where it changes what the attack finds,
/// the cross entropy was saturated.
/// Source: Carlini and Wagner 2017 (defensive distillation); the threshold is Overtone's own.
/// </summary>
public sealed class LogitScale : MaskingCheck
{
    private const double MostChange = 0.01;
    private static readonly double[] Scales = [0.1, 10];

    /// <inheritdoc/>
    public override string Id => "logit-scale";

    /// <inheritdoc/>
    public override string Question => "Does the scale of the logits decide what is found?";

    /// <inheritdoc/>
    public override int MostImages => 50;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        ProjectedGradient attack = subject.Attack with { StopsWhenBroken = true };
        double asItIs = subject.AccuracyUnder(attack, cancellation);
        double lowest = Scales.Min(scale =>
            (subject with { Classifier = new ScaledClassifier(subject.Differentiable, scale) }).AccuracyUnder(attack, cancellation));
        double limit = Math.Max(MostChange, subject.OneImage);
        return Found(
            asItIs - lowest, limit,
            $"With logits a tenth or ten times as large the accuracy under attack is down to {Percent(lowest)}, {Percent(asItIs)} as they "
                + $"are; the difference may be {Percent(limit)}.");
    }
}
