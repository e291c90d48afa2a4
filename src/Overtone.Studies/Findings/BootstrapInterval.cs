using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace Overtone.Studies.Findings;

/// <summary>Percentile bootstrap intervals, with a fixed stream of draws: the same values always give the same interval.</summary>
public static class BootstrapInterval
{
    private const int Resamples = 10_000;
    private const int Seed = 20180703;

    /// <summary>
    /// A statistic of <paramref name="values"/> and the ends of its 95 % interval; draws for which it is NaN are left out.
    /// </summary>
    public static (double Value, double Lower, double Upper) Of<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> statistic)
    {
        var random = new MersenneTwister(Seed);
        double[] drawn = [.. Enumerable.Range(0, Resamples)
            .Select(_ => statistic([.. values.Select(_ => values[random.Next(values.Count)])]))
            .Where(double.IsFinite)];
        return (statistic(values), drawn.Quantile(0.025), drawn.Quantile(0.975));
    }

    /// <summary>The mean of <paramref name="values"/> and the ends of its 95 % interval; NaN for no values.</summary>
    public static (double Mean, double Lower, double Upper) OfMean(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return (double.NaN, double.NaN, double.NaN);
        var random = new MersenneTwister(Seed);
        var means = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            double sum = 0;
            for (int draw = 0; draw < values.Count; draw++)
                sum += values[random.Next(values.Count)];
            means[resample] = sum / values.Count;
        }

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
        var random = new MersenneTwister(Seed);
        var drawn = new List<double>(Resamples);
        for (int resample = 0; resample < Resamples; resample++)
        {
            var times = new int[curves.Count];
            for (int draw = 0; draw < curves.Count; draw++)
                times[random.Next(curves.Count)]++;
            double value = statistic(Mean(curves, times));
            if (double.IsFinite(value))
                drawn.Add(value);
        }

        double all = statistic(Mean(curves, [.. curves.Select(_ => 1)]));
        return (all, Math.Min(all, drawn.Quantile(0.025)), Math.Max(all, drawn.Quantile(0.975)));
    }

    private static double[] Mean(IReadOnlyList<double[]> curves, int[] times)
    {
        var mean = new double[curves[0].Length];
        for (int curve = 0; curve < curves.Count; curve++)
        {
            for (int index = 0; index < mean.Length && times[curve] > 0; index++)
                mean[index] += times[curve] * curves[curve][index];
        }

        for (int index = 0; index < mean.Length; index++)
            mean[index] /= curves.Count;
        return mean;
    }
}
