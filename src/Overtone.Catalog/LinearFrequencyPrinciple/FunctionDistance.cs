namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>How far two functions are apart on the same points.</summary>
/// <param name="RootMeanSquare">The root of the mean squared difference.</param>
/// <param name="MeanAbsolute">The mean absolute difference.</param>
/// <param name="Largest">The largest absolute difference.</param>
/// <param name="Correlation">Pearson's correlation.</param>
internal sealed record FunctionDistance(double RootMeanSquare, double MeanAbsolute, double Largest, double Correlation)
{
    /// <summary>The distance of two lists of values.</summary>
    public static FunctionDistance Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] gaps = [.. first.Zip(second, (a, b) => Math.Abs(a - b))];
        return new FunctionDistance(
            Math.Sqrt(gaps.Average(gap => gap * gap)), gaps.Average(), gaps.Max(), MathNet.Numerics.Statistics.Correlation.Pearson(first, second));
    }
}
