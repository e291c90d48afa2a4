using System.Runtime.InteropServices;

namespace Overtone.Catalog.DefendedModels;

/// <summary>
/// How much larger one share is than another of the same images, with its 95 % interval, which is right for few images too and for shares
/// near 0 and 1.
/// Source: Newcombe 1998, "Improved confidence intervals for the difference between binomial proportions based on paired data", method 10.
/// </summary>
/// <param name="Value">The difference.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairedDifference(double Value, double Low, double High)
{
    /// <summary>The difference.</summary>
    /// <param name="first">Of which images something holds.</param>
    /// <param name="second">Of which of the same images something else holds, which is subtracted.</param>
    public static PairedDifference Of(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        int n = first.Count, both = 0, onlyFirst = 0, onlySecond = 0;
        for (int image = 0; image < n; image++)
        {
            both += first[image] && second[image] ? 1 : 0;
            onlyFirst += first[image] && !second[image] ? 1 : 0;
            onlySecond += !first[image] && second[image] ? 1 : 0;
        }

        int neither = n - both - onlyFirst - onlySecond, a = both + onlyFirst, b = both + onlySecond;
        double one = (double)a / n, other = (double)b / n, value = one - other;
        WilsonInterval ofOne = WilsonInterval.Of(a, n), ofOther = WilsonInterval.Of(b, n);
        double correlation = Correlation(both, onlyFirst, onlySecond, neither);
        return new PairedDifference(
            value, value - Root(one - ofOne.Low, ofOther.High - other), value + Root(other - ofOther.Low, ofOne.High - one));

        double Root(double x, double y) => Math.Sqrt(Math.Max(0, (x * x) - (2 * correlation * x * y) + (y * y)));
    }

    // Positive ones are corrected for continuity, towards the wider interval.
    private static double Correlation(int both, int onlyFirst, int onlySecond, int neither)
    {
        double product = (double)(both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
        double excess = ((double)both * neither) - ((double)onlyFirst * onlySecond);
        if (product == 0)
            return 0;
        double corrected = excess > 0 ? Math.Max(0, excess - ((both + onlyFirst + onlySecond + neither) / 2.0)) : excess;
        return corrected / Math.Sqrt(product);
    }
}
