namespace Overtone.Reports.Tests.Axes;

/// <summary>What counts as round for the labels of an axis, decided without the code under test.</summary>
internal static class Round
{
    /// <summary>
    /// Whether numbers are multiples of 1, 2, 2.5 or 5 times a power of ten and that far apart, or each 1, 2 or 5 times a power of ten. Two
    /// alone may be farther apart, by up to 200 such steps.
    /// </summary>
    public static bool Are(IReadOnlyList<double> numbers)
    {
        if (numbers.All(n => n == 0 || (IsRound(n) && Mantissa(n) != 2.5)))
            return true;
        double[] steps = [.. numbers.Zip(numbers.Skip(1), (a, b) => b - a)];
        double step = steps.Length == 0 ? 0 : steps.Min();
        return steps.Length switch
        {
            0 => true,
            1 => Steps(step).Concat(Steps(step / 20)).Any(round => numbers.All(n => IsMultiple(n, round))),
            _ => IsRound(step) && numbers.All(n => IsMultiple(n, Nearest(step))) && steps.All(s => Math.Abs(s - step) < step * 1e-3),
        };
    }

    private static IEnumerable<double> Steps(double atMost)
    {
        int exponent = (int)Math.Floor(Math.Log10(atMost));
        return
            from power in (int[])[exponent - 1, exponent]
            from digit in (double[])[1, 2, 2.5, 5]
            select digit * Math.Pow(10, power);
    }

    private static double Nearest(double round) => Steps(round * 1.1).MinBy(step => Math.Abs(step - round));

    private static bool IsRound(double number) => Mantissa(number) is 1 or 2 or 2.5 or 5;

    private static bool IsMultiple(double number, double step) => Math.Abs((number / step) - Math.Round(number / step)) < 1e-3;

    private static double Mantissa(double number)
    {
        double size = Math.Abs(number), mantissa = Math.Round(size / Math.Pow(10, Math.Floor(Math.Log10(size))), 4);
        return mantissa == 10 ? 1 : mantissa;
    }
}
