namespace Overtone.Catalog.Audit;

/// <summary>Standard errors of means over independent images.</summary>
internal static class StandardError
{
    /// <summary>Of a share p of n images: √(p(1−p)/n).</summary>
    public static double OfShare(double share, long images) => Math.Sqrt(share * (1 - share) / images);

    /// <summary>Of the mean of n values with a given sum and sum of squares; NaN for fewer than two.</summary>
    public static double OfMean(double sum, double squares, long count) =>
        count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, squares - (sum * sum / count)) / (count - 1) / count);
}
