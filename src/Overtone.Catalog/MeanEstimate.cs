using Overtone.Studies.Findings;

namespace Overtone.Catalog;

/// <summary>The mean over networks as a number of the summary, with its 95 % interval where there is more than one.</summary>
internal static class MeanEstimate
{
    /// <summary>The estimate.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">A value a network.</param>
    /// <param name="statement">What is said of the mean.</param>
    public static Estimate Of(string name, IReadOnlyList<double> values, Func<double, string> statement)
    {
        if (values.Count == 1)
            return new Estimate { Name = name, Value = values[0], Statement = statement(values[0]) };
        (double mean, double low, double high) = BootstrapInterval.OfMean(values);
        return new Estimate { Name = name, Value = mean, Low = low, High = high, Statement = statement(mean) };
    }
}
