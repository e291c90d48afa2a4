using MathNet.Numerics.Statistics;

namespace Overtone.Studies.Findings;

/// <summary>Percentile bootstrap intervals, with a fixed stream of draws: the same values always give the same interval.</summary>
public static class BootstrapInterval
{
    /// <summary>
    /// A statistic of <paramref name="values"/> and the ends of its 95 % interval; draws for which it is NaN are left out.
    /// </summary>
    public static (double Value, double Lower, double Upper) Of<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> statistic)
    {
        double[] drawn = [.. Resamples.Of(values.Count)
            .Select(times => statistic([.. values.SelectMany((value, n) => Enumerable.Repeat(value, times[n]))]))
            .Where(double.IsFinite)];
        return (statistic(values), drawn.Quantile(0.025), drawn.Quantile(0.975));
    }

    /// <summary>The mean of <paramref name="values"/> and the ends of its 95 % interval; NaN for no values.</summary>
    public static (double Mean, double Lower, double Upper) OfMean(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return (double.NaN, double.NaN, double.NaN);
        double[] means = [.. Resamples.Of(values.Count).Select(times => Sum(values, times) / values.Count)];
        return (values.Average(), means.Quantile(0.025), means.Quantile(0.975));
    }

    /// <summary>
    /// A statistic of the mean of <paramref name="curves"/>, and the ends of its 95 % interval, which are moved where they would leave the
    /// statistic outside: a mean over fewer different curves is less smooth. Draws for which it is NaN are left out.
    /// </summary>
    /// <param name="curves">One a replicate, all of one length.</param>
    /// <param name="statistic">Given a mean curve, which it must not keep.</param>
    public static (double Value, double Lower, double Upper) OfMeanCurve(IReadOnlyList<double[]> curves, Func<double[], double> statistic)
    {
        double[] drawn =
            [.. Resamples.Of(curves.Count).Select(times => statistic(Mean(curves, times))).Where(double.IsFinite)];
        double all = statistic(Mean(curves, [.. curves.Select(_ => (ushort)1)]));
        return (all, Math.Min(all, drawn.Quantile(0.025)), Math.Max(all, drawn.Quantile(0.975)));
    }

    private static double Sum(IReadOnlyList<double> values, ReadOnlySpan<ushort> times)
    {
        double sum = 0;
        for (int n = 0; n < times.Length; n++)
            sum += times[n] * values[n];
        return sum;
    }

    private static double[] Mean(IReadOnlyList<double[]> curves, ReadOnlySpan<ushort> times)
    {
        var mean = new double[curves[0].Length];
        for (int curve = 0; curve < times.Length; curve++)
        {
            int weight = times[curve];
            double[] values = curves[curve];
            for (int index = 0; index < values.Length && weight > 0; index++)
                mean[index] += weight * values[index];
        }

        for (int index = 0; index < mean.Length; index++)
            mean[index] /= curves.Count;
        return mean;
    }
}
