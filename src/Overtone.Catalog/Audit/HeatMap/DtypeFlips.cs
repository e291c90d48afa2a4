using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Which predictions differ between float32 and the audit's number type, and how near a tie float32 was there.</summary>
internal sealed class DtypeFlips(IReadOnlyList<DtypeAnswer> answers)
{
    private const double Noticeable = 0.01;

    /// <summary>The numbers, for the clean images and for each cell.</summary>
    public IEnumerable<DtypeFlipRate> Rates() => answers.GroupBy(r => (r.FrequencyY, r.FrequencyX)).Select(cell =>
    {
        DtypeAnswer[] all = [.. cell], flips = [.. all.Where(r => r.IsFlip)];
        return new DtypeFlipRate(
            cell.Key.FrequencyY, cell.Key.FrequencyX, all.Length, flips.Length, (double)flips.Length / all.Length,
            flips.Select(r => r.Float32Margin).DefaultIfEmpty(double.NaN).Max(), MedianMargin(all), Error(all, r => r.Float32Prediction),
            Error(all, r => r.Prediction));
    });

    /// <summary>The same in one number and one sentence.</summary>
    public Estimate Estimate()
    {
        DtypeAnswer[] clean = [.. answers.Where(r => r.FrequencyY is null)], flips = [.. answers.Where(r => r.IsFlip)];
        int cells = answers.DistinctBy(r => (r.FrequencyY, r.FrequencyX)).Count() - 1, onClean = clean.Count(r => r.IsFlip);
        double rate = (double)flips.Length / answers.Count;
        string margins = flips.Length == 0
            ? ""
            : $" At those, float32's two largest logits lie at most {Number(flips.Max(r => r.Float32Margin))} apart "
                + $"(median {Number(MedianMargin(flips))}; over all predictions {Number(MedianMargin(answers))}).";
        return new Estimate
        {
            Name = "dtype_flip_rate",
            Value = rate,
            Statement = $"In bfloat16, {flips.Length:N0} of {answers.Count:N0} predictions ({Percent(rate)}) are others than in float32: "
                + $"{onClean} of {clean.Length} on clean images, "
                + $"{flips.Length - onClean:N0} of {answers.Count - clean.Length:N0} on images perturbed at {cells} frequencies.{margins} "
                + $"The error over all of them is {Percent(Error(answers, r => r.Prediction))} in bfloat16, "
                + $"{Percent(Error(answers, r => r.Float32Prediction))} in float32.",
            Advice = rate > Noticeable
                ? $"Differences of up to {Percent(rate)} may be rounding: measure them again in float32 before relying on them."
                : "",
        };
    }

    private static double MedianMargin(IEnumerable<DtypeAnswer> rows) => rows.Select(r => r.Float32Margin).Median();

    private static double Error(IEnumerable<DtypeAnswer> rows, Func<DtypeAnswer, int> prediction) =>
        rows.Average(r => prediction(r) == r.Label ? 0.0 : 1);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0#} %");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
