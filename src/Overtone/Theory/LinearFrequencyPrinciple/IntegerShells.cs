namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// How many points of the integer lattice lie at each distance from zero: what remains of a sum over it when only distance counts.
/// </summary>
internal static class IntegerShells
{
    /// <summary>The shells up to a radius, zero left out.</summary>
    /// <param name="dimension">At least 1.</param>
    /// <param name="radius">The largest distance, a whole number.</param>
    public static IEnumerable<(long SquaredRadius, double Points)> Of(int dimension, int radius)
    {
        long limit = (long)radius * radius;
        var line = new double[limit + 1];
        for (long n = -radius; n <= radius; n++)
            line[n * n]++;
        double[] counts = line;
        for (int axis = 1; axis < dimension; axis++)
            counts = Add(counts, radius);
        for (long square = 1; square <= limit; square++)
        {
            if (counts[square] > 0)
                yield return (square, counts[square]);
        }
    }

    // One more axis: every point gets all whole numbers for its next coordinate.
    private static double[] Add(double[] counts, int radius)
    {
        var sums = new double[counts.Length];
        for (long square = 0; square < counts.Length; square++)
        {
            sums[square] = counts[square];
            for (long n = 1; n <= radius && n * n <= square; n++)
                sums[square] += 2 * counts[square - (n * n)];
        }

        return sums;
    }
}
