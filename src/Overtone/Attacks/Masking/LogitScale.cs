namespace Overtone.Attacks.Masking;

/// <summary>
/// M7: the same attack with logits a tenth and ten times as large, on what it leaves with the cross entropy and with the margin. The
/// scale changes no prediction; where it still changes what is found, a loss was saturated. The margin has to be tried first: the cross
/// entropy of larger logits comes near to it, and breaks more of honest networks too.
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
        int[] left = subject.LeftByGradients(cancellation);
        int most = left.Length == 0 ? 0 : Scales.Max(scale => Broken(subject, left, scale, cancellation));
        double share = (double)most / subject.Images.Count, limit = Math.Max(MostChange, subject.OneImage);
        return Found(
            share, limit,
            $"With logits a tenth or ten times as large the attack breaks {most} of the {left.Length} images that it leaves with them "
                + $"as they are, by cross entropy and by margin: {Percent(share)} of all; {Percent(limit)} may be chance.");
    }

    private static int Broken(MaskingSubject subject, int[] left, double scale, CancellationToken cancellation)
    {
        using var scaled = new ScaledClassifier(subject.Differentiable, scale);
        using AttackOutcome outcome = (subject.Attack with { StopsWhenBroken = true })
            .Run(scaled, subject.Images.Some(left), cancellation: cancellation);
        return outcome.IsBroken.Count(isBroken => isBroken);
    }
}
