using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>The distance of ticks at round numbers: 1, 2, 2.5 or 5 times a power of ten.</summary>
/// <param name="Digit">1, 2, 2.5 or 5.</param>
/// <param name="Exponent">The power of ten.</param>
internal sealed record RoundStep(double Digit, int Exponent)
{
    /// <summary>The most numbers at one distance that are tried on an axis.</summary>
    private const int MostNumbers = 200;

    /// <summary>Numbers from this on, and with more decimals than these, are written with their power of ten.</summary>
    private const double LeastScientific = 1e6;
    private const int MostDecimals = 4, MostDigits = 15;

    private static readonly double[] Digits = [1, 2, 2.5, 5];

    /// <summary>The step as a number.</summary>
    public double Size => Digit * Math.Pow(10, Exponent);

    private int Decimals => Digit == 2.5 ? 1 - Exponent : -Exponent;

    /// <summary>All steps that make sense on an axis, finest first.</summary>
    /// <param name="range">From end to end of the axis.</param>
    /// <param name="least">No finer steps than this one.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static IEnumerable<RoundStep> For(double range, double least = 0, bool whole = false)
    {
        const double Slack = 1e-9;
        for (int exponent = (int)Math.Floor(Math.Log10(range)) - 3; Math.Pow(10, exponent) <= range * 10; exponent++)
        {
            foreach (double digit in Digits)
            {
                var step = new RoundStep(digit, exponent);
                if (step.Size >= least * (1 - Slack) && range <= step.Size * MostNumbers && !(whole && step.Decimals > 0))
                    yield return step;
            }
        }
    }

    /// <summary>The step's multiples from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public IEnumerable<double> Multiples(double low, double high)
    {
        const double Slack = 1e-9;
        double step = Size;
        long first = (long)Math.Ceiling(low / step - Slack), last = (long)Math.Floor(high / step + Slack);
        for (long multiple = first; multiple <= last; multiple++)
            yield return multiple * step;
    }

    /// <summary>A multiple of the step as a label, exact to the last digit.</summary>
    /// <param name="value">The multiple.</param>
    /// <param name="largest">The greatest magnitude on the axis: all its labels have one form.</param>
    public string Label(double value, double largest)
    {
        if (Decimals <= MostDecimals && largest < LeastScientific)
            return NumberLabel.Fixed(value, Math.Max(0, Decimals));
        if (Math.Abs(value) < Size / 2)
            return "0";
        int digits = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9) + Decimals + 1;
        return NumberLabel.Compact(value, Math.Clamp(digits, 1, MostDigits));
    }
}
