namespace Overtone.Attacks.Masking;

/// <summary>
/// F2: smoothed kernels as published, whose response to uniform input grows, against the same divided by that gain. The gain makes logits
/// larger, and nothing else; where only the network with it stands up better, that is the scale of its logits and no smoothing.
/// Source: none; the gain 1 + 8ρ of 1905.13545, eq. 3, is not mentioned there.
/// </summary>
public sealed class KernelGain : MaskingCheck
{
    /// <inheritdoc/>
    public override string Id => "kernel-gain";

    /// <inheritdoc/>
    public override string Question => "Is it the gain of smoothed kernels that helps?";

    /// <inheritdoc/>
    public override int MostImages => 100;

    internal override string? WhyNot(MaskingSubject subject) => base.WhyNot(subject)
        ?? (subject.GainKept is null ? "it needs the network with smoothed kernels divided by their gain, and none was given" : null);

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        if (subject.GainKept is not { } kept)
            throw new ArgumentException($"{nameof(MaskingSubject.GainKept)}: found none, expected the network with its gain kept.");
        ProjectedGradient attack = subject.Attack with { StopsWhenBroken = true };
        double raw = subject.AccuracyUnder(attack, cancellation),
            normalised = (subject with { Classifier = kept }).AccuracyUnder(attack, cancellation);
        double limit = subject.Chance(normalised);
        return Found(
            raw - normalised, limit,
            $"With the gain of its smoothed kernels the accuracy under attack is {Percent(raw)}, with kernels divided by it "
                + $"{Percent(normalised)}; the gain may bring {Percent(limit)}.");
    }
}
