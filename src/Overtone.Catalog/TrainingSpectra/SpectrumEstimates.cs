using Overtone.Spectra;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>The numbers of the summary of <see cref="SpectrumStudy"/>.</summary>
internal sealed class SpectrumEstimates(SpectrumOptions options, Conclusion to)
{
    private const double ClearOrder = 0.5;

    public void OfLines(IReadOnlyList<Settling> settling)
    {
        IGrouping<long, Settling>[] directions = [.. settling.GroupBy(r => r.Direction)];
        foreach (IGrouping<long, Settling> direction in directions)
        {
            foreach (Estimate estimate in OfLine(direction.Key, [.. direction]))
                to.Estimate(estimate with { Subject = directions.Length > 1 ? $"direction {direction.Key}" : "" });
        }
    }

    public void OfFilter()
    {
        // Step 0 is before training and says nothing about it.
        HashSet<double> used = [.. to.Rows<EnergyShare>().Where(r => r.Use == EnergyShare.Used).Select(r => r.Variance)];
        (double Low, double High)[] pairs =
        [
            .. to.Rows<FilterError>().Where(r => r.Step > 0 && used.Contains(r.Variance)).GroupBy(r => (r.Step, r.Variance))
                .Select(pair => (pair.First(r => r.Part == FilterError.Low).Error, pair.First(r => r.Part == FilterError.High).Error)),
        ];
        double share = pairs.Length == 0 ? double.NaN : pairs.Average(p => p.Low < p.High ? 1.0 : 0.0);
        double gap = pairs.Length == 0 ? double.NaN : pairs.Average(p => p.High - p.Low);
        to.Estimate(new Estimate
        {
            Name = "low_leads",
            Value = share,
            Statement = pairs.Length == 0
                ? "At every filter variance, one part has less than 1 % of the targets' energy; set others with --variances."
                : $"In the whole input space, the low-frequency part has the smaller error at {StudyText.Percent(share)} of the "
                    + $"recorded steps and filter widths; the mean difference is {StudyText.Number(gap)}.",
        });
        to.Estimate(new Estimate
        {
            Name = "high_low_gap",
            Value = gap,
            Statement = $"e_high − e_low is {StudyText.Number(gap)} on average over steps and filter widths.",
        });
    }

    /// <summary>For predictions of classes that are no probabilities.</summary>
    public void Logits(double largest) => to.Estimate(new Estimate
    {
        Name = "prediction_sum_error",
        Value = largest,
        Statement = $"The predictions of a sample do not add up to 1 (off by up to {StudyText.Number(largest)}), although the targets are "
            + "classes.",
        Advice = options.Softmax ? "" : "If they are logits, use --softmax; logits never converge to one-hot vectors.",
    });

    private IEnumerable<Estimate> OfLine(long direction, Settling[] settling)
    {
        Settling[] settled = [.. settling.Where(r => r.SettlingStep is not null)];
        bool isTogether = settling.All(r => r.SettlingStep == settling[0].SettlingStep);
        double correlation = isTogether ? double.NaN : RankOrder.Of(settling.Select(r => (r.Frequency, r.SettlingStep ?? double.NaN)));
        yield return new Estimate
        {
            Name = "rank_correlation",
            Value = correlation,
            Statement = double.IsNaN(correlation)
                ? WithoutOrder(settling, settled.Length)
                : $"{Order(correlation)}: the rank correlation of frequency and settling step is {StudyText.Number(correlation)} over "
                    + $"{settling.Length} watched frequencies (error below {options.Threshold} to the end).",
        };
        yield return new Estimate
        {
            Name = "settled_share",
            Value = (double)settled.Length / settling.Length,
            Statement = $"{settled.Length} of {settling.Length} watched frequencies have settled"
                + (settled.Length > 0 ? $", the highest of them {settled.Max(r => r.Frequency):G3}." : "."),
            Advice = settled.Length < settling.Length
                ? "For the others, try longer training, Fourier features as inputs, or another loss."
                : "",
        };
        yield return LastError("lowest", direction, settling[0].Frequency);
        yield return LastError("highest", direction, settling[^1].Frequency);
    }

    private string WithoutOrder(Settling[] settling, int settled) => settled < 2
        ? $"Fewer than two of {settling.Length} watched frequencies settle (error below {options.Threshold} to the end), so they have "
            + "no order."
        : $"All {settled} watched frequencies settle at the same recorded step ({settling[0].SettlingStep}), so their order is "
            + "unknown; save predictions more often to see it.";

    private static string Order(double correlation) => correlation >= ClearOrder ? "Lower frequencies settle first"
        : correlation <= -ClearOrder ? "Higher frequencies settle first" : "Frequencies settle in no clear order";

    private Estimate LastError(string which, long direction, double frequency)
    {
        double error =
            to.Rows<FrequencyError>().Where(r => r.Direction == direction && r.Frequency == frequency).MaxBy(r => r.Step)!.Error
            ?? double.NaN;
        return new Estimate
        {
            Name = $"{which}_final_error",
            Value = error,
            Statement = $"At the last step, the relative error of the {which} watched frequency ({frequency:G3}) is {error:G2}.",
        };
    }
}
