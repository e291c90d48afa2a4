namespace Overtone;

/// <summary>
/// How far two functions are apart on the same points.
/// Source: none.
/// </summary>
/// <param name="RootMeanSquare">The root of the mean squared difference.</param>
/// <param name="MeanAbsolute">The mean absolute difference.</param>
/// <param name="Largest">The largest absolute difference.</param>
/// <param name="Correlation">Pearson's correlation.</param>
public sealed record FunctionDistance(double RootMeanSquare, double MeanAbsolute, double Largest, double Correlation)
{
    /// <summary>The distance of two lists of values.</summary>
    /// <param name="first">The values of one.</param>
    /// <param name="second">The values of the other at the same points.</param>
    public static FunctionDistance Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] gaps = [.. first.Zip(second, (a, b) => Math.Abs(a - b))];
        return new FunctionDistance(
            Math.Sqrt(gaps.Average(gap => gap * gap)),
            gaps.Average(),
            gaps.Max(),
            MathNet.Numerics.Statistics.Correlation.Pearson(first, second));
    }
}
