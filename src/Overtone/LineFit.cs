using MathNet.Numerics.LinearRegression;

namespace Overtone;

/// <summary>
/// The least-squares line through points.
/// Source: ordinary least squares, as in the legend of 1906.08988, Fig. 6.
/// </summary>
/// <param name="Slope">Its slope; NaN where all x are equal.</param>
/// <param name="Intercept">Its value at x = 0.</param>
/// <param name="Residual">The root of the mean squared distance in y.</param>
/// <param name="Correlation">Pearson's correlation; NaN where x or y does not vary.</param>
public sealed record LineFit(double Slope, double Intercept, double Residual, double Correlation)
{
    /// <summary>Fits a line.</summary>
    /// <param name="points">Two points or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two points.</exception>
    public static LineFit Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
            throw new ArgumentException($"A line needs two points; found {points.Count}.", nameof(points));
        double[] x = [.. points.Select(p => p.X)], y = [.. points.Select(p => p.Y)];
        (double intercept, double slope) = SimpleRegression.Fit(x, y);
        double residual = Math.Sqrt(points.Average(p => Math.Pow(p.Y - intercept - (slope * p.X), 2)));
        return new LineFit(slope, intercept, residual, MathNet.Numerics.Statistics.Correlation.Pearson(x, y));
    }
}
