namespace Overtone;

/// <summary>
/// Standard errors of means over independent images.
/// Source: any textbook of statistics.
/// </summary>
public static class StandardError
{
    /// <summary>Of a share p of n images: √(p(1−p)/n).</summary>
    /// <param name="share">p, in [0, 1].</param>
    /// <param name="images">n, at least 1.</param>
    public static double OfShare(double share, long images) => Math.Sqrt(share * (1 - share) / images);

    /// <summary>Of the mean of n values with a given sum and sum of squares; NaN for fewer than two.</summary>
    /// <param name="sum">The sum of the values.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="count">n.</param>
    public static double OfMean(double sum, double squares, long count) =>
        count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, squares - (sum * sum / count)) / (count - 1) / count);
}
