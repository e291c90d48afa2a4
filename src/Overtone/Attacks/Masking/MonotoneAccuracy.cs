namespace Overtone.Attacks.Masking;

/// <summary>
/// M4: the attack at eight ε, from a quarter to twice that of the attacks that are checked. What a smaller ball holds a larger one holds
/// too, so that an accuracy under attack that rises with ε shows an attack that goes astray.
/// Source: Carlini et al. 2019 (accuracy must not rise with the size of perturbations).
/// </summary>
public sealed class MonotoneAccuracy : MaskingCheck
{
    private const int Radii = 8, RadiiWithin = 4;

    /// <inheritdoc/>
    public override string Id => "monotone-accuracy";

    /// <inheritdoc/>
    public override string Question => "Do larger perturbations break at least as many?";

    /// <inheritdoc/>
    public override int MostImages => 100;

    private protected override MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation)
    {
        bool[] nested = [.. Enumerable.Repeat(true, subject.Images.Count)];
        double lowest = 1, rise = 0;
        var curve = new List<double>();
        for (int n = 1; n <= Radii; n++)
        {
            NormBall ball = subject.Ball with { Epsilon = subject.Ball.Epsilon * n / RadiiWithin };
            IReadOnlyList<bool> stands =
                subject.StandingUnder(subject.Attack with { Ball = ball, StopsWhenBroken = true }, cancellation);
            double accuracy = Share(stands);
            rise = Math.Max(rise, accuracy - lowest);
            lowest = Math.Min(lowest, accuracy);
            // What a smaller perturbation has broken is broken within a larger ball as well.
            nested = [.. nested.Zip(stands, (before, now) => before && now)];
            curve.Add(Share(nested));
        }

        double limit = subject.Chance(lowest);
        return Found(
            rise, limit,
            $"From a quarter of ε to twice ε, in {Radii} equal steps, the accuracy under attack rises by at most {Percent(rise)}; it may "
                + $"by {Percent(limit)}. With what smaller perturbations break, it is {string.Join(", ", curve.Select(Percent))}.");
    }

    private static double Share(IEnumerable<bool> stands) => stands.Average(one => one ? 1.0 : 0);
}
