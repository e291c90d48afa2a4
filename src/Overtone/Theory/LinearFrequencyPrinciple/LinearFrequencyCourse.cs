namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// A <see cref="LinearFrequencyFlow"/> at given points, from its beginning to its limit.
/// Source: 1905.10264 (the equation of the linear frequency principle).
/// </summary>
public sealed class LinearFrequencyCourse
{
    private readonly LinearFrequencyFlow _flow;
    // For each eigenvector what it adds to the limit at every point.
    private readonly double[][] _ends;

    internal LinearFrequencyCourse(LinearFrequencyFlow flow, double[][] ends) => (_flow, _ends) = (flow, ends);

    /// <summary>The function's values at a time, one a point.</summary>
    /// <param name="time">Zero or more, in the flow's unit; infinity is the limit.</param>
    /// <exception cref="ArgumentException">The time is negative or not a number.</exception>
    public double[] At(double time)
    {
        double[] left = _flow.Left(time);
        var values = new double[_ends[0].Length];
        for (int k = 0; k < _ends.Length; k++)
        {
            for (int m = 0; m < values.Length; m++)
                values[m] += (1 - left[k]) * _ends[k][m];
        }

        return values;
    }
}
