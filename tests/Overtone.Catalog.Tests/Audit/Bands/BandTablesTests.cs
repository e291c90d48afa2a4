using Overtone.Catalog.Audit.Bands;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.Audit.Bands;

public class BandTablesTests
{
    [Fact]
    public void Flips_are_counted_and_compared_with_chance()
    {
        // Image 0: right, wrong when low-passed, right when high-passed. Image 1: right, right, right. Image 2: right, wrong, wrong. Image 3: wrong, wrong, right.
        var clean = new TableBuilder("clean", Column.Integer("image"), Column.Integer("label"), Column.Integer("prediction"));
        var bands = new TableBuilder("band_answers", Column.Text("shape"), Column.Integer("bandwidth"), Column.Integer("image"), Column.Integer("correct"), Column.Number("confidence"));
        int[] right = [1, 1, 1, 0], low = [0, 1, 0, 0], high = [1, 1, 0, 1];
        for (var image = 0; image < 4; image++)
        {
            clean.Add(image, 5, right[image] == 1 ? 5 : 6);
            bands.Add("radial-low-pass", 8, image, low[image], 0.5).Add("radial-high-pass", 8, image, high[image], 0.5);
        }

        var row = BandTables.Flips(new TableSet([clean.Build(), bands.Build()])).Rows.Single();
        Assert.Equal(8, row.Integer("radius"));
        Assert.Equal(0.25, row.Number("flip_rate"), 1e-12);
        // Of the three right images two are wrong when low-passed and two right when high-passed: 3/4 · 2/3 · 2/3.
        Assert.Equal(1 / 3.0, row.Number("flip_rate_by_chance"), 1e-12);
    }

    [Fact]
    public void Accuracy_and_confidence_are_means_over_images()
    {
        var bands = new TableBuilder("band_answers", Column.Text("shape"), Column.Integer("bandwidth"), Column.Integer("image"), Column.Integer("correct"), Column.Number("confidence"));
        bands.Add("square-low-pass", 3, 0, 1, 0.9).Add("square-low-pass", 3, 1, 0, 0.5).Add("square-low-pass", 5, 0, 1, 0.7);
        Row[] rows = [.. BandTables.Summary("bands", bands.Build()).Rows];
        Assert.Equal([(3L, 0.5, 0.5, 0.7, 2L), (5L, 1.0, 0.0, 0.7, 1L)], rows.Select(r => (r.Integer("bandwidth"), r.Number("accuracy"), r.Number("error"), r.Number("confidence"), r.Integer("images"))));
    }
}
