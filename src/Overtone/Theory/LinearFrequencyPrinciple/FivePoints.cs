namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The five samples of the published one-dimensional scripts.
/// Source: the scripts published with the successors of 1905.10264.
/// </summary>
public static class FivePoints
{
    private const int TestPoints = 401;

    /// <summary>Where they lie.</summary>
    public static IReadOnlyList<double> X { get; } = [-0.8, -0.6, -0.3, -0.06, 0.1];

    /// <summary>Their labels.</summary>
    public static IReadOnlyList<double> Y { get; } = [0.25, -0.25, -0.07, 0.15, -0.05];

    /// <summary>Highest less lowest label: the unit in which distances are given.</summary>
    public static double Range => Y.Max() - Y.Min();

    /// <summary>The samples.</summary>
    public static LinearFrequencySamples Samples => new(SamplePoints.OnLine([.. X]), Y);

    /// <summary>Where functions are compared: evenly from the first sample to the last.</summary>
    public static double[] Test => [.. Enumerable.Range(0, TestPoints).Select(n => X[0] + ((X[^1] - X[0]) * n / (TestPoints - 1)))];
}
