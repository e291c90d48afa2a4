using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Which predictions differ between float32 and the audit's number type, and how near a tie float32 was there.</summary>
/// <param name="answers">The table of <see cref="DtypeMeasurement"/>.</param>
internal sealed class DtypeFlips(Table answers)
{
    private const double Noticeable = 0.01;

    /// <summary>The numbers, for the clean images and for each cell.</summary>
    public Table Rates()
    {
        var rows = new TableBuilder(
            "dtype_flips",
            answers.Columns[0], answers.Columns[1], Column.Integer("images"), Column.Integer("flips"), Column.Number("flip_rate"),
            Column.Number("largest_float32_margin_at_flips", "logits"), Column.Number("median_float32_margin", "logits"), Column.Number("float32_error"), Column.Number("error"));
        foreach (IGrouping<(double, double), Row> cell in answers.Rows.GroupBy(Cell))
        {
            Row[] all = [.. cell], flips = [.. all.Where(IsFlip)];
            rows.Add(
                cell.Key.Item1, cell.Key.Item2, all.Length, flips.Length, (double)flips.Length / all.Length,
                flips.Select(Margin).DefaultIfEmpty(double.NaN).Max(), all.Select(Margin).Median(), Error(all, "float32_prediction"), Error(all, "prediction"));
        }

        return rows.Build();
    }

    /// <summary>The same in one number and one sentence.</summary>
    public Estimate Estimate()
    {
        Row[] all = [.. answers.Rows], clean = [.. all.Where(r => double.IsNaN(Cell(r).Y))], flips = [.. all.Where(IsFlip)];
        int cells = all.Select(Cell).Distinct().Count() - 1, onClean = clean.Count(IsFlip);
        double rate = (double)flips.Length / all.Length;
        string margins = flips.Length == 0
            ? ""
            : $" At those, float32's two largest logits lie at most {Number(flips.Max(Margin))} apart (median {Number(flips.Select(Margin).Median())}; over all predictions {Number(all.Select(Margin).Median())}).";
        return new Estimate
        {
            Name = "dtype_flip_rate",
            Value = rate,
            Statement = $"In bfloat16, {flips.Length:N0} of {all.Length:N0} predictions ({Percent(rate)}) are others than in float32: {onClean} of {clean.Length} on clean images, "
                + $"{flips.Length - onClean:N0} of {all.Length - clean.Length:N0} on images perturbed at {cells} frequencies.{margins} "
                + $"The error over all of them is {Percent(Error(all, "prediction"))} in bfloat16, {Percent(Error(all, "float32_prediction"))} in float32.",
            Advice = rate > Noticeable ? $"Differences of up to {Percent(rate)} may be rounding: measure them again in float32 before relying on them." : "",
        };
    }

    private static (double Y, double X) Cell(Row row) => (row.Number(FrequencyColumns.Y.Name), row.Number(FrequencyColumns.X.Name));

    private static bool IsFlip(Row row) => row.Integer("prediction") != row.Integer("float32_prediction");

    private static double Margin(Row row) => row.Number("float32_margin");

    private static double Error(Row[] rows, string prediction) => rows.Average(r => r.Integer(prediction) == r.Integer("label") ? 0.0 : 1);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0#} %");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
