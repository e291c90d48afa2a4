using MathNet.Numerics.Statistics;

namespace Overtone.Catalog.Rivals;

/// <summary>
/// Where the error that is left lies. Errors relative to the target's amplitude are largest where the target has little, whoever learns;
/// errors in the target's unit are largest where it has much, if all frequencies are learned alike. High frequencies are learned late only
/// where both rise with frequency.
/// </summary>
internal static class ErrorOrder
{
    // Before, nothing is learned; after, the errors are those of single samples.
    private const double Most = 0.5, Least = 0.05;

    /// <summary>What a claim asks for, a medium correlation, and the margin to rivals, which have 0 or less.</summary>
    public const double Medium = 0.3, Margin = 0.2;

    /// <summary>What <see cref="Of"/> is, in words.</summary>
    public const string Statistic = "rank correlation of frequency with the error that is left, relative and in the target's unit, the "
        + "smaller of the two; mean over records at which the total error is 50 % to 5 % of the first";

    /// <summary>
    /// The smaller of the two rank correlations, each averaged over the records at which the total error is between half and a twentieth
    /// of the first; NaN where there is no such record.
    /// </summary>
    /// <param name="frequencies">The frequencies.</param>
    /// <param name="amplitudes">The target's amplitude at each.</param>
    /// <param name="records">The total error and the relative error at each frequency, record by record.</param>
    public static double Of(double[] frequencies, double[] amplitudes, IReadOnlyList<(double Total, double[] Relative)> records)
    {
        double[][] left = [.. records.Where(r => r.Total <= Most * records[0].Total && r.Total >= Least * records[0].Total)
            .Select(r => r.Relative)];
        return left.Length == 0
            ? double.NaN
            : Math.Min(
                left.Average(relative => Rank(frequencies, relative)),
                left.Average(relative => Rank(frequencies, [.. relative.Zip(amplitudes, (error, amplitude) => error * amplitude)])));
    }

    /// <summary>The same of a learner whose error shrinks equally at all frequencies: 0 or less.</summary>
    /// <param name="frequencies">The frequencies.</param>
    /// <param name="amplitudes">The target's amplitude at each.</param>
    public static double OfShrinking(double[] frequencies, double[] amplitudes) => Math.Min(0, Rank(frequencies, amplitudes));

    // Amplitudes that are equal but for rounding have no order.
    private static double Rank(double[] frequencies, double[] values)
    {
        double scale = values.Max();
        double[] rounded = [.. values.Select(value => scale > 0 ? Math.Round(value / scale, 6) : 0)];
        return rounded.Distinct().Count() == 1 ? 0 : Correlation.Spearman(frequencies, rounded);
    }
}
