using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>The numbers of the summary of <see cref="SavedTrainingStudy"/>.</summary>
internal sealed class SavedTrainingEstimates(SavedTrainingOptions options, TableSet tables)
{
    private const double ClearOrder = 0.5;

    public IEnumerable<Estimate> OfLines(Table settling)
    {
        long[] directions = [.. settling.Rows.Select(r => r.Integer("direction")).Distinct()];
        return directions.SelectMany(direction => OfLine(direction, [.. settling.Rows.Where(r => r.Integer("direction") == direction)]).Select(e => e with { Subject = directions.Length > 1 ? $"direction {direction}" : "" }));
    }

    public IEnumerable<Estimate> OfFilter()
    {
        // Step 0 is before training and says nothing about it.
        HashSet<double> used = [.. tables["energy_shares"].Rows.Where(r => r.Text("use") == "used").Select(r => r.Number("variance"))];
        (double Low, double High)[] pairs =
        [
            .. tables["filter_errors"].Rows.Where(r => r.Number("step") > 0 && used.Contains(r.Number("variance"))).GroupBy(r => (r.Number("step"), r.Number("variance")))
                .Select(pair => (pair.First(r => r.Text("part") == "low").Number("error"), pair.First(r => r.Text("part") == "high").Number("error"))),
        ];
        double share = pairs.Length == 0 ? double.NaN : pairs.Average(p => p.Low < p.High ? 1.0 : 0.0), gap = pairs.Length == 0 ? double.NaN : pairs.Average(p => p.High - p.Low);
        yield return new Estimate
        {
            Name = "low_leads",
            Value = share,
            Statement = pairs.Length == 0
                ? "At every variance of the filter one part has less than 1 % of the targets' energy: --variances sets others."
                : $"In the whole input space, the low-frequency part has the smaller error at {StudyText.Percent(share)} of the recorded steps and filter widths, by {StudyText.Number(gap)} on average.",
        };
        yield return new Estimate
        {
            Name = "high_low_gap",
            Value = gap,
            Statement = $"e_high − e_low is {StudyText.Number(gap)} on average over steps and filter widths.",
        };
    }

    /// <summary>For predictions of classes that are no probabilities.</summary>
    public Estimate Logits(double largest) => new()
    {
        Name = "prediction_sum_error",
        Value = largest,
        Statement = $"The predictions of a sample do not add up to 1 (off by up to {StudyText.Number(largest)}), although the targets are classes.",
        Advice = options.Softmax ? "" : "If they are logits, --softmax takes their softmax first; logits never converge to one-hot vectors.",
    };

    private IEnumerable<Estimate> OfLine(long direction, Row[] settling)
    {
        double correlation = SettlingOrder.RankCorrelation([.. settling.Select(r => (r.Number("frequency"), r.Number("settling_step"), r.Number("first_crossing")))]);
        int settled = settling.Count(r => !double.IsNaN(r.Number("settling_step")));
        yield return new Estimate
        {
            Name = "rank_correlation",
            Value = correlation,
            Statement = double.IsNaN(correlation)
                ? WithoutOrder(settling, settled)
                : $"{Order(correlation)}: the rank correlation of frequency and settling step is {StudyText.Number(correlation)} over {settling.Length} watched frequencies (error below {options.Threshold} to the end).",
        };
        yield return new Estimate
        {
            Name = "settled_share",
            Value = (double)settled / settling.Length,
            Statement = $"{settled} of {settling.Length} watched frequencies have settled"
                + (settled > 0 ? $", the highest of them {settling.Where(r => !double.IsNaN(r.Number("settling_step"))).Max(r => r.Number("frequency")):G3}." : "."),
            Advice = settled < settling.Length ? "What has not settled is what longer training, wider inputs (Fourier features) or another loss would have to bring." : "",
        };
        (double lowest, double lowestError) = LastError(direction, settling[0].Number("frequency"));
        (double highest, double highestError) = LastError(direction, settling[^1].Number("frequency"));
        yield return new Estimate { Name = "lowest_final_error", Value = lowestError, Statement = $"At the last step, the relative error of the lowest watched frequency ({lowest:G3}) is {lowestError:G2}." };
        yield return new Estimate { Name = "highest_final_error", Value = highestError, Statement = $"At the last step, the relative error of the highest watched frequency ({highest:G3}) is {highestError:G2}." };
    }

    private string WithoutOrder(Row[] settling, int settled) => settled < 2
        ? $"Fewer than two of {settling.Length} watched frequencies settle (error below {options.Threshold} to the end), so there is no order to tell."
        : $"All {settled} watched frequencies settle at the same recorded step ({settling[0].Number("settling_step")}), so there is no order to tell: predictions saved more often may show one.";

    private static string Order(double correlation) =>
        correlation >= ClearOrder ? "Lower frequencies settle first" : correlation <= -ClearOrder ? "Higher frequencies settle first" : "Frequencies settle in no clear order";

    private (double Frequency, double Error) LastError(long direction, double frequency) =>
        (frequency, tables["errors"].Rows.Where(r => r.Integer("direction") == direction && r.Number("frequency") == frequency).MaxBy(r => r.Number("step")).Number("error"));
}
