namespace Overtone.Attacks.Masking;

/// <summary>
/// M5: twice as many steps. An attack that then breaks noticeably more images had not converged, and its number is too high.
/// Source: Carlini et al. 2019 (verify that attacks have converged).
/// </summary>
public sealed class Convergence : MaskingCheck
{
    private const double MostChange = 0.01;

    /// <inheritdoc/>
    public override string Id => "convergence";

    /// <inheritdoc/>
    public override string Question => "Do more steps break more?";

    /// <inheritdoc/>
    public override int MostImages => 50;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        ProjectedGradient attack = subject.Attack with { StopsWhenBroken = true };
        double once = subject.AccuracyUnder(attack, cancellation),
            twice = subject.AccuracyUnder(attack with { Steps = 2 * attack.Steps }, cancellation);
        double limit = Math.Max(MostChange, subject.OneImage);
        return Found(
            once - twice, limit,
            $"With {attack.Steps} steps the accuracy under attack is {Percent(once)}, with {2 * attack.Steps} {Percent(twice)}; the "
                + $"difference may be {Percent(limit)}.");
    }
}
