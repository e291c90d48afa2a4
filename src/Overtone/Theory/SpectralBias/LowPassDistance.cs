namespace Overtone.Theory.SpectralBias;

/// <summary>
/// How near a function is to its target with the high frequencies left out: the smallest distance, over cut-offs from the target's lowest
/// frequency to its last but one, ‖f − λ(≤ k)‖.
/// Source: 1806.08734, Fig. 2, in a number.
/// </summary>
public sealed class LowPassDistance
{
    private readonly double[] _target;
    private readonly double[][] _lowPassed;

    /// <summary>Prepares the target of one seed.</summary>
    /// <param name="sum">The target.</param>
    /// <param name="seed">The seed of its phases.</param>
    /// <param name="points">Where functions are compared, in units of the interval.</param>
    public LowPassDistance(SineSum sum, long seed, double[] points)
    {
        _target = sum.Values(seed, points);
        _lowPassed = [.. sum.Frequencies.SkipLast(1).Select(cutOff => sum.Values(seed, points, cutOff))];
    }

    /// <summary>The distance over that from the whole target, and over the size of the function itself.</summary>
    /// <param name="values">The function at the points.</param>
    public (double OfError, double OfLearned) Of(ReadOnlySpan<double> values)
    {
        double nearest = double.PositiveInfinity;
        foreach (double[] lowPassed in _lowPassed)
            nearest = Math.Min(nearest, Distance(values, lowPassed));
        return (nearest / Distance(values, _target), nearest / Distance(values, []));
    }

    // From the zero function where there is no other.
    private static double Distance(ReadOnlySpan<double> values, double[] other)
    {
        double sum = 0;
        for (int j = 0; j < values.Length; j++)
        {
            double difference = values[j] - (other.Length > 0 ? other[j] : 0);
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
