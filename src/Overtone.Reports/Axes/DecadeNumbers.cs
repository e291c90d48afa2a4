namespace Overtone.Reports.Axes;

/// <summary>Round numbers for a scale of magnitudes: 1, 2 and 5 times each power of ten, or powers of ten alone.</summary>
internal static class DecadeNumbers
{
    /// <summary>From one power of ten to the next that is shown.</summary>
    private static readonly int[] Strides = [1, 2, 3, 5, 10, 20, 50, 100, 200];

    /// <summary>Sets of such numbers, fullest first.</summary>
    /// <param name="low">The lowest, positive.</param>
    /// <param name="high">The highest.</param>
    public static IEnumerable<double[]> Between(double low, double high)
    {
        const double Slack = 1e-9;
        int first = (int)Math.Floor(Math.Log10(low)), last = (int)Math.Floor(Math.Log10(high) + Slack);
        yield return Within([1, 2, 5], 1);
        foreach (int stride in Strides)
            yield return Within([1], stride);

        double[] Within(double[] digits, int stride) =>
        [
            .. from exponent in Enumerable.Range(first, last - first + 1)
               where exponent % stride == 0
               from digit in digits
               let value = digit * Math.Pow(10, exponent)
               where value >= low * (1 - Slack) && value <= high * (1 + Slack)
               select value,
        ];
    }
}
