namespace Overtone.Attacks.Masking;

/// <summary>
/// M13: points found on the same network without its defence. They know nothing of the defence; where they break more than an attack on the
/// whole does, that attack is the weaker one, and its number is too high. Points are carried on to the largest margin, not only past the
/// boundary of the network that they are found on.
/// Source: Athalye et al. 2018, Carlini et al. 2019 (transfer attacks).
/// </summary>
public sealed class TransferFromTwin : MaskingCheck
{
    /// <inheritdoc/>
    public override string Id => "transfer";

    /// <inheritdoc/>
    public override string Question => "Do attacks on the network without its defence break more?";

    /// <inheritdoc/>
    public override int MostImages => 100;

    internal override string? WhyNot(MaskingSubject subject) => base.WhyNot(subject)
        ?? (subject.Undefended is null ? "it needs the network without its defence, and none was given" : null);

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        if (subject.Undefended is not { } twin)
            throw new ArgumentException($"{nameof(MaskingSubject.Undefended)}: found none, expected the network without its defence.");
        double adaptive = subject.AccuracyUnder(subject.Attack with { StopsWhenBroken = true }, cancellation),
            transferred = subject.AccuracyAtPointsOn(twin, subject.Attack, cancellation);
        double limit = subject.Chance(adaptive);
        return Found(
            adaptive - transferred, limit,
            $"The attack on the whole leaves an accuracy of {Percent(adaptive)}, points found without the defence {Percent(transferred)}; "
                + $"those must not do better by more than {Percent(limit)}.");
    }
}
