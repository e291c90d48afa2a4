namespace Overtone.Attacks.Masking;

/// <summary>
/// M10: a model that answers differently each time, attacked through the mean of 1, 10, 50 and 200 draws at each step. Where 200 still
/// break noticeably more than 50, the mean is not known well enough, and the numbers of attacks with fewer draws are too high. What is
/// found is judged by a hundred draws that no attack has seen.
/// Source: Athalye et al. 2018 (expectation over transformation), Carlini et al. 2019; the threshold is Overtone's own.
/// </summary>
/// <remarks>It takes 261 passes for each step of each image, and is made of random models alone.</remarks>
public sealed class RandomDraws : MaskingCheck
{
    private const int FreshDraws = 100;
    private static readonly int[] Draws = [1, 10, 50, 200];

    /// <inheritdoc/>
    public override string Id => "random-draws";

    /// <inheritdoc/>
    public override string Question => "Do more draws of a random model break more?";

    /// <inheritdoc/>
    public override int MostImages => 20;

    internal override string? WhyNot(MaskingSubject subject) => base.WhyNot(subject)
        ?? (subject.IsRandom() ? null : "the model answers the same each time");

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        double[] left = [.. Draws.Select(draws =>
        {
            using var through = new ExpectationOverDraws(subject.Differentiable, draws);
            using AttackOutcome outcome = subject.Attack.Run(through, subject.Images, cancellation: cancellation);
            return Enumerable.Range(0, FreshDraws).Average(_ => subject.AccuracyAt(outcome.Images, cancellation));
        })];
        double limit = subject.Chance(left[^2]);
        return Found(
            left[^2] - left[^1], limit,
            $"With {string.Join(", ", Draws)} draws at each step the attack leaves an accuracy of "
                + $"{string.Join(", ", left.Select(Percent))}, over {FreshDraws} fresh draws of each image; from {Draws[^2]} to "
                + $"{Draws[^1]} it may fall by {Percent(limit)}.");
    }
}
