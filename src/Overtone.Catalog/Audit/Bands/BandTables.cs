using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Bands;

/// <summary>What the band sweeps say, summed up from the answers to every image.</summary>
internal static class BandTables
{
    /// <summary>Accuracy and confidence for each shape and bandwidth.</summary>
    public static Table Summary(string name, Table answers)
    {
        var rows = new TableBuilder(
            name,
            Column.Text("shape"), Column.Integer("bandwidth", "cycles per image"), Column.Number("accuracy"), Column.Number("error"), Column.Number("standard_error"),
            Column.Number("confidence"), Column.Integer("images"));
        foreach (IGrouping<(string, long), Row> group in answers.Rows.GroupBy(r => (r.Text("shape"), r.Integer("bandwidth"))))
        {
            double accuracy = group.Average(r => r.Integer("correct"));
            int images = group.Count();
            rows.Add(
                group.Key.Item1, group.Key.Item2, accuracy, 1 - accuracy, StandardError.OfShare(accuracy, images), group.Average(r => r.Number("confidence")), images);
        }

        return rows.Build();
    }

    /// <summary>
    /// Images that are classified rightly as they are, wrongly without their high frequencies, and rightly from the high frequencies alone
    /// (1905.13545, Fig. 2); beside it the share that chance gives when the last two are independent, given the first.
    /// </summary>
    public static Table Flips(TableSet tables)
    {
        var rows = new TableBuilder(
            "flips", Column.Integer("radius", "cycles per image"), Column.Number("flip_rate"), Column.Number("flip_rate_by_chance"), Column.Number("standard_error"), Column.Integer("images"));
        HashSet<long> right = [.. tables["clean"].Rows.Where(r => r.Integer("prediction") == r.Integer("label")).Select(r => r.Integer("image"))];
        long images = tables["clean"].RowCount;
        string low = StudyText.Kebab(BandShape.RadialLowPass), high = StudyText.Kebab(BandShape.RadialHighPass);
        foreach (IGrouping<long, Row> radius in tables["band_answers"].Rows.Where(r => r.Text("shape") == low || r.Text("shape") == high).GroupBy(r => r.Integer("bandwidth")))
        {
            HashSet<long> Where(string shape, long correct) => [.. radius.Where(r => r.Text("shape") == shape && r.Integer("correct") == correct).Select(r => r.Integer("image")).Where(right.Contains)];
            HashSet<long> lowWrong = Where(low, 0), highRight = Where(high, 1);
            double rate = (double)lowWrong.Intersect(highRight).Count() / images;
            double chance = right.Count == 0 ? 0 : (double)lowWrong.Count * highRight.Count / right.Count / images;
            rows.Add(radius.Key, rate, chance, StandardError.OfShare(rate, images), images);
        }

        return rows.Build();
    }
}
