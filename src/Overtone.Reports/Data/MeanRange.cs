namespace Overtone.Reports.Data;

/// <summary>The mean of several values with the range they span; all NaN when there is none.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
/// <param name="Count">How many values there are.</param>
internal sealed record MeanRange(double Mean, double Low, double High, int Count)
{
    /// <summary>Sums up the values that are finite.</summary>
    public static MeanRange Of(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0
            ? new MeanRange(double.NaN, double.NaN, double.NaN, 0)
            : new MeanRange(finite.Average(), finite.Min(), finite.Max(), finite.Length);
    }
}
