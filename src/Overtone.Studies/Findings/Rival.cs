namespace Overtone.Studies.Findings;

/// <summary>
/// What a claim is measured against: the strongest explanation without the claimed mechanism that fits as well, for example a learner that
/// has the same total error at every step but is blind to frequency. A claim that a rival also passes shows nothing.
/// </summary>
/// <param name="Name">What it is, as the rest of a sentence: <c>a frequency-blind learner with the same total error</c>.</param>
/// <param name="Margin">
/// How far the claim's statistic must lie beyond the rival's to tell the two apart, in the statistic's unit; at least 0, fixed beforehand.
/// </param>
public sealed record Rival(string Name, double Margin);

/// <summary>A rival, measured with the claim's statistic on the same data and seeds.</summary>
/// <param name="Rival">The rival.</param>
/// <param name="Estimate">The median of its values.</param>
/// <param name="Difference">The median of the claim's values less the rival's, replicate by replicate.</param>
/// <param name="Lower">The lower end of the 95 % interval of that median difference; NaN where there are too few replicates.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="IsTold">Whether it fails where the claim passes: the difference lies beyond the margin on the claimed side, and the rival's
/// own estimate misses the claim's threshold.</param>
/// <param name="Values">One value a replicate, NaN where it was never reached.</param>
public sealed record JudgedRival(
    Rival Rival, double Estimate, double Difference, double Lower, double Upper, bool IsTold, IReadOnlyList<double> Values);
