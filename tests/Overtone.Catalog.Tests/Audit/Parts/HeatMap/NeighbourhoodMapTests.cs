using Overtone.Catalog.Audit;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.Audit;

public class NeighbourhoodMapTests
{
    private static readonly AuditOptions Exact = SmallAudit.Options with { Images = 200, Region = null, Layers = ["none"] };
    private static readonly AuditOptions Averaged = Exact with { Precision = 0.1, Resolution = 3 };
    private static readonly FrequencyTiling Tiling = new(new FrequencyPlane(8, 8), 3);

    [Fact]
    public void Cells_show_their_neighbourhoods_mean_with_an_interval_that_holds_it()
    {
        var exact = Run(Exact).Rows<CellError>().ToDictionary(r => r.Cell);
        var found = Run(Averaged);
        NeighbourhoodError[] rows = [.. found.Rows<NeighbourhoodError>()];
        Assert.Equal(Tiling.Neighbourhoods.Select(one => one.Middle), rows.Select(r => r.Cell));
        var held = rows.Count(r =>
        {
            var truth = Tiling.Of(r.Cell).Members.Average(cell => exact[cell].Error);
            return truth >= r.Low - 1e-12 && truth <= r.High + 1e-12;
        });
        Assert.InRange(held, rows.Length - 1, rows.Length);
        Assert.All(rows, r => Assert.True(r.HalfWidth > 0 || r.Frequencies == 1));
        Assert.All(rows, r => Assert.True(r.HalfWidth <= 0.1 || r.Passes == 200));
        var cells = found.Rows<CellError>();
        Assert.Equal(64, cells.Count);
        Assert.All(cells, cell =>
        {
            NeighbourhoodError own = rows.Single(r => r.Cell == Tiling.Of(cell.Cell).Middle);
            Assert.Equal((own.Error, own.Passes), (cell.Error, cell.Images));
        });
        Assert.All(found.Rows<CellInterval>().Zip(cells), pair => Assert.InRange(pair.Second.Error, pair.First.Low, pair.First.High));
        // An eighth of a pass for every pair of conjugates and image, or less.
        Assert.InRange(rows.Sum(r => r.Passes), 1, 34 * 200 / 3);
    }

    [Fact]
    public void Each_image_meets_one_frequency_and_its_answer_is_that_of_the_exact_map()
    {
        var options = Averaged with { Resolution = 100 };
        var exact = Run(Exact).Rows<MeasuredCell>().ToDictionary(r => r.Cell, r => ImageBits.Read(r.Wrong, r.Images).ToArray());
        var found = Run(options);
        int[] order = DrawOrder.Of([.. found.Rows<CleanAnswer>().OrderBy(r => r.Image).Select(r => r.Label)], options.Seed);
        var tiling = new FrequencyTiling(new FrequencyPlane(8, 8), 100);
        foreach (var row in found.Rows<MeasuredCell>())
        {
            var one = tiling.Of(row.Cell);
            bool[] wrong = [.. ImageBits.Read(row.Wrong, row.Images)];
            Assert.All(Enumerable.Range(0, row.Images), n =>
            {
                int image = order[row.FirstImage + n];
                Assert.Equal(exact[one.Draw(options.Seed, image)][image], wrong[n]);
            });
        }
    }

    [Fact]
    public void Another_batch_size_measures_the_same_and_a_second_run_nothing()
    {
        using var run = new TestRun();
        var first = run.Execute(new ModelAudit(), Averaged);
        run.OnEvent = e => Assert.Equal(TrialEventKind.Reused, e.Kind);
        var second = run.Execute(new ModelAudit(), Averaged);
        Assert.Equal(first.Tables.Rows<MeasuredCell>(), second.Tables.Rows<MeasuredCell>());
        Assert.Equal(
            first.Tables.Rows<MeasuredCell>().Select(r => (r.Cell, r.Images, r.Wrong)),
            Run(Averaged with { BatchSize = 7 }).Rows<MeasuredCell>().Select(r => (r.Cell, r.Images, r.Wrong)));
    }

    [Fact]
    public void Everything_that_reads_the_map_reads_the_averaged_one()
    {
        using var run = new TestRun();
        var findings = run.Execute(
            new ModelAudit(), Averaged with { CompareWith = [SmallAudit.Fixture("digits.pt")], Metric = "logit-shift" }).Findings!;
        var estimates = findings.Estimates.ToDictionary(e => e.Name);
        foreach (var name in new[] { "withstood_radius", "worst_frequency_error", "high_frequency_error", "worst_class_error_above_clean" })
            Assert.Contains(estimates.Keys, key => key.EndsWith("." + name, StringComparison.Ordinal));
        var worst = estimates.First(e => e.Key.EndsWith(".worst_frequency_error", StringComparison.Ordinal)).Value;
        Assert.Contains("The most harmful 3×3 neighbouring frequencies are those around", worst.Statement, StringComparison.Ordinal);
        Assert.InRange(worst.Value, worst.Low!.Value, worst.High!.Value);
        Assert.Contains(findings.Figures, figure => figure.Caption.Contains(
            "averaged over 3×3 neighbouring frequencies", StringComparison.Ordinal));
        Assert.Contains(findings.Tables, table => table.Name.EndsWith("heatmap_difference", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, null, "error", "3 with --precision exact")]
    [InlineData(1, 0.1, "error", "at least 2")]
    [InlineData(3, 0.1, "layer:logits", "3 with --metric layer:logits")]
    public void Options_that_do_not_fit_are_refused(int side, double? precision, string metric, string message)
    {
        var options = Exact with { Resolution = side, Precision = precision, Metric = metric };
        var exception = Assert.Throws<InvalidOptionException>(() =>
        {
            options.Validate();
            Run(options);
        });
        Assert.Equal("--resolution", exception.Option);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static TableSet Run(AuditOptions options)
    {
        using var run = new TestRun();
        RunOutcome outcome = run.Execute(new ModelAudit(), options);
        Assert.Empty(outcome.Failures);
        return new TableSet(outcome.Tables.All.Concat(outcome.Findings!.Tables));
    }
}
