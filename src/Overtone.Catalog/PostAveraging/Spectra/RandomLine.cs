using MathNet.Numerics.Integration;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>
/// What an average leaves of a function of many kinks on random lines. A kink along a hyperplane is a bundle of waves across it; where a
/// line meets it at an angle whose cosine is c, frequency k along the line is frequency k/|c| of the wave. Lines cross hyperplanes at a
/// rate that goes with |c|, and the power of each kink goes with c². Cosines have the density (1 − c²)^((n−3)/2), so that the share of the
/// power left is the mean of |c|³ |H(k/|c|)|² over that of |c|³.
/// Source: derived; 1905.12797, eq. 6, has the factor of one wave.
/// </summary>
internal static class RandomLine
{
    // Beyond so many deviations of the cosine there is nothing.
    private const double Deviations = 12;

    private const int Panels = 6;
    private static readonly GaussLegendreRule Rule = new(0, 1, 16);

    /// <summary>The share of the power that is left at a frequency along the line.</summary>
    /// <param name="dimension">n, at least 3.</param>
    /// <param name="frequency">k, in radians per unit.</param>
    /// <param name="highest">The frequency of waves beyond which the response no longer changes.</param>
    /// <param name="response">The mean square of the factor of a wave, by its frequency.</param>
    public static double PowerLeft(int dimension, double frequency, double highest, Func<double, double> response)
    {
        double reach = Math.Min(1, Deviations / Math.Sqrt(dimension)), width = reach / Panels;
        (double left, double all) = (0, 0);
        for (int panel = 0; panel < Panels; panel++)
        {
            for (int node = 0; node < Rule.Order; node++)
            {
                double cosine = width * (panel + Rule.GetAbscissa(node));
                double weight = Rule.GetWeight(node) * Math.Pow(cosine, 3) * Math.Pow(1 - (cosine * cosine), (dimension - 3) / 2.0);
                left += weight * response(Math.Min(highest, frequency / cosine));
                all += weight;
            }
        }

        return left / all;
    }
}
