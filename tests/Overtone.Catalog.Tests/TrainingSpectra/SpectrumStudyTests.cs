using System.IO.Compression;
using Overtone.Catalog.TrainingSpectra;
using Overtone.Data;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.TrainingSpectra;

/// <summary>Trainings whose spectra are known beforehand.</summary>
public sealed class SpectrumStudyTests : IDisposable
{
    private static readonly SpectrumOptions Lines = new() { Methods = [SpectrumMethod.Projection] };

    private readonly string _folder = Directory.CreateTempSubdirectory("overtone-saved-").FullName;
    private readonly TestRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(20.0, 2.0, -1)]
    [InlineData(2.0, 20.0, 1)]
    public void The_wave_that_is_learned_first_settles_first(double slowTime, double fastTime, double order)
    {
        Waves(slowTime, fastTime, 0, 1, 3, 10, 30, 100);
        var (findings, tables) = Run(Lines with { Frequencies = [1, 5] });
        Assert.Equal(order, findings.Estimates.Single(e => e.Name == "rank_correlation").Value, 1e-12);
        Assert.Equal(1, findings.Estimates.Single(e => e.Name == "settled_share").Value);
        foreach (var row in tables["errors"].Rows)
        {
            // Whole periods do not leak: what is missing of a wave is its error.
            var missing = Math.Exp(-row.Number("step") / (row.Number("frequency") == 1 ? slowTime : fastTime));
            Assert.Equal(missing, row.Number("error"), 1e-9);
            Assert.Equal(missing * 0.5 / (0.5 + 1e-5), row.Number("magnitude_error"), 1e-9);
        }
    }

    [Fact]
    public void Without_an_order_the_summary_says_why()
    {
        string Said() => Run(Lines with { Frequencies = [1, 5] }).Findings.Estimates.Single(e => e.Name == "rank_correlation").Statement;
        Waves(2, 1, 0, 100);
        Assert.Equal(
            "All 2 watched frequencies settle at the same recorded step (100), so their order is unknown; save predictions more often to "
            + "see it.",
            Said());
        Waves(2, 1000, 0, 100);
        Assert.StartsWith("Fewer than two of 2 watched frequencies settle", Said());
    }

    [Fact]
    public void A_wave_in_the_wrong_phase_is_an_error_that_magnitudes_do_not_see()
    {
        var x = Grid();
        Save("x", x, x.Length);
        Save("y", [.. x.Select(p => Math.Sin(2 * Math.PI * p))], x.Length);
        Save("0", new double[x.Length], x.Length);
        Save("1", [.. x.Select(p => -Math.Sin(2 * Math.PI * p))], x.Length);
        var errors = Run(Lines with { Frequencies = [1] }).Tables["errors"].Rows.Where(r => r.Number("step") == 1).Single();
        Assert.Equal(2, errors.Number("error"), 1e-9);
        Assert.Equal(0, errors.Number("magnitude_error"), 1e-9);
    }

    [Fact]
    public void Files_an_array_and_an_archive_give_the_same_tables()
    {
        Waves(2, 20, 0, 1, 2);
        string[] Tables(string training) => [.. Run(Lines with { Training = training }).Tables.All.Select(Csv)];
        var files = Tables(_folder);
        ZipFile.CreateFromDirectory(
            _folder,
            Path.Combine(_folder, "..", Path.GetFileName(_folder) + ".npz"),
            CompressionLevel.NoCompression,
            includeBaseDirectory: false);
        var archive = Path.GetFullPath(Path.Combine(_folder, "..", Path.GetFileName(_folder) + ".npz"));
        try
        {
            Assert.Equal(files, Tables(archive));
        }
        finally
        {
            File.Delete(archive);
        }

        double[] all = [.. new[] { "0", "1", "2" }.SelectMany(step => NpyReader.Read(PathOf(step)).ToDoubles())];
        foreach (var step in new[] { "0", "1", "2" })
        {
            File.Delete(PathOf(step));
        }

        Save("predictions", all, 3, all.Length / 3);
        Assert.Equal(files, Tables(_folder));
        Save("steps", [0.5, 10, 20], 3);
        Assert.Equal([0.5, 10, 20], Run(Lines).Tables["errors"].Rows.Select(r => r.Number("step")).Distinct());
    }

    [Fact]
    public void Directions_of_ones_own_show_each_what_varies_along_it()
    {
        // A grid in the plane; the target depends on the second coordinate only, and is known along it at the end.
        var side = Enumerable.Range(0, 32).Select(n => n / 32.0).ToArray();
        (double X, double Y)[] points = [.. side.SelectMany(a => side.Select(b => (a, b)))];
        Save("x", [.. points.SelectMany(p => new[] { p.X, p.Y })], points.Length, 2);
        Save("y", [.. points.Select(p => Math.Cos(4 * Math.PI * p.Y))], points.Length);
        Save("0", new double[points.Length], points.Length);
        Save("9", [.. points.Select(p => Math.Cos(4 * Math.PI * p.Y) + Math.Cos(2 * Math.PI * p.X))], points.Length);
        var directions = Path.Combine(_folder, "directions.data");
        NpyWriter.Write<double>(directions, [0, 3, 2, 0], 2, 2);
        var (findings, tables) = Run(Lines with { Directions = directions, Frequencies = [1, 2], Unit = FrequencyUnit.Input });
        var last = tables["errors"]
            .Rows.Where(r => r.Number("step") == 9)
            .ToDictionary(r => (r.Integer("direction"), r.Number("frequency")));
        Assert.Equal(0, last[(0, 2)].Number("error"), 1e-9);
        // Nothing of the target varies along the first coordinate: there is no relative error, and the false wave is in the amplitude.
        Assert.True(double.IsNaN(last[(1, 1)].Number("error")));
        Assert.Equal(0.5, last[(1, 1)].Number("amplitude"), 1e-9);
        Assert.Equal(["direction 0", "direction 1"], findings.Estimates.Select(e => e.Subject).Distinct());
        Assert.Equal([0.5, 0.5], tables["projections"].Rows.Select(r => r.Number("explained_variance")), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Inputs_of_more_features_than_a_covariance_can_have_are_read_again_instead()
    {
        Waves(2, 20, 0, 1, 2);
        var options = Lines with { Frequencies = [0.2, 0.5], Unit = FrequencyUnit.StandardDeviation };
        var alone = Run(options).Tables;
        // The same coordinate along a direction of 5,000 features, and less of something else across it.
        var x = Grid();
        double[] along = [.. Enumerable.Range(0, 5000).Select(n => n < 4 ? 0.5 : 0)];
        Save(
            "x",
            [.. x.SelectMany((p, sample) => along.Select((a, n) => (a * p) + (n == 7 ? 0.01 * Math.Sin(sample) : 0)))],
            x.Length,
            along.Length);
        var hidden = Run(options).Tables;
        // A small correlation of the two turns the direction a little.
        foreach (var (expected, found) in alone["errors"].Rows.Zip(hidden["errors"].Rows))
        {
            Assert.Equal(expected.Number("error"), found.Number("error"), 1e-4);
        }

        Assert.Equal(1, alone["projections"].Rows.Single().Number("explained_variance"), 1e-12);
        Assert.InRange(hidden["projections"].Rows.Single().Number("explained_variance"), 0.99, 0.9999);
    }

    [Fact]
    public void Logits_become_probabilities_by_softmax_and_one_output_can_be_looked_at()
    {
        var random = new Random(3);
        const int samples = 30, classes = 3;
        long[] labels = [.. Enumerable.Range(0, samples).Select(n => (long)(n % classes))];
        Save("x", [.. Enumerable.Range(0, samples).Select(n => n / 10.0)], samples, 1);
        NpyWriter.Write<long>(PathOf("y"), labels, samples);
        double[] logits = [.. Enumerable.Range(0, samples * classes).Select(_ => 3 * random.NextDouble())];
        double[] probabilities = [.. logits.Chunk(classes).SelectMany(row => row.Select(v => Math.Exp(v) / row.Sum(Math.Exp)))];
        Save("0", logits, samples, classes);
        Save("1", logits, samples, classes);
        var fromLogits = Run(Lines with { Softmax = true, Output = 1 }).Tables["errors"];
        Save("0", probabilities, samples, classes);
        Save("1", [.. probabilities.Select((v, index) => index % classes == 1 ? v : 7)], samples, classes);
        var fromProbabilities = Run(Lines with { Output = 1 }).Tables["errors"];
        foreach (var (first, second) in fromLogits.Rows.Zip(fromProbabilities.Rows))
        {
            Assert.Equal(first.Number("error"), second.Number("error"), 1e-9);
        }
    }

    [Fact]
    public void The_filter_tells_what_is_missing_of_the_slow_and_of_the_fast_part()
    {
        Waves(2, 200, 0, 5, 20);
        var (findings, tables) = Run(new SpectrumOptions { Methods = [SpectrumMethod.Filtering], Variances = [0.008] });
        Assert.Equal(1, findings.Estimates.Single(e => e.Name == "low_leads").Value);
        var last = tables["filter_errors"]
            .Rows.Where(r => r.Number("step") == 20)
            .ToDictionary(r => r.Text("part"), r => r.Number("error"));
        Assert.InRange(last["low"], 0, 0.2);
        Assert.InRange(last["high"], 0.7, 1);
        Assert.DoesNotContain(tables.All, table => table.Name == "errors");
    }

    [Fact]
    public void A_new_snapshot_is_one_trial_more()
    {
        Waves(2, 20, 0, 1, 2);
        var measured = new List<string>();
        _run.OnEvent = e =>
        {
            if (e.Kind == Overtone.Studies.Runs.TrialEventKind.Finished)
            {
                measured.Add(e.Label);
            }
        };
        Run(Lines);
        Waves(2, 20, 5);
        measured.Clear();
        Run(Lines);
        Assert.Equal(["step 5"], measured);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(50, false)]
    public void Frequencies_above_nyquist_are_measured_with_a_warning(int highest, bool warns)
    {
        // 41 even points: 50 per unit length are 25 cycles, 100 are 50.
        double[] x = [.. Enumerable.Range(0, 41).Select(n => warns ? n / 50.0 : n / 100.0)];
        Save("x", x, x.Length);
        foreach (var array in new[] { "y", "0", "1" })
        {
            Save(array, [.. x.Select(p => Math.Sin(20 * p))], x.Length);
        }

        var said = Announced();
        var notes = string.Join('\n', Run(Lines with { Frequencies = [1, highest] }).Findings.Notes);
        Assert.Equal(
            warns,
            said.Any(text =>
                text.Contains(
                    "warning: 1 frequencies are above 25, the Nyquist frequency of the samples: aliasing", StringComparison.Ordinal)));
        Assert.Equal(warns, notes.Contains("Warning: 1 frequencies are above 25, the Nyquist frequency", StringComparison.Ordinal));
    }

    [Fact]
    public void Class_labels_are_told_and_logits_noticed()
    {
        const int samples = 30, classes = 3;
        Save("x", [.. Enumerable.Range(0, samples).Select(n => n / 10.0)], samples, 1);
        NpyWriter.Write<long>(PathOf("y"), [.. Enumerable.Range(0, samples).Select(n => (long)(n % classes))], samples);
        foreach (var step in new[] { "0", "1" })
        {
            Save(step, [.. Enumerable.Range(0, samples * classes).Select(n => n % 4 == 0 ? 3.0 : -1)], samples, classes);
        }

        var said = Announced();
        var logits = Run(Lines).Findings;
        Assert.Contains(
            said,
            text => text.EndsWith("holds class labels; they are used as one-hot vectors of 3 classes.", StringComparison.Ordinal));
        Assert.Contains(logits.Notes, note => note.StartsWith("The targets are class labels", StringComparison.Ordinal));
        Assert.Contains("--softmax", logits.Estimates.Single(e => e.Name == "prediction_sum_error").Advice);
        Assert.DoesNotContain(Run(Lines with { Softmax = true }).Findings.Estimates, e => e.Name == "prediction_sum_error");
    }

    private List<string> Announced()
    {
        var said = new List<string>();
        _run.OnEvent = e =>
        {
            if (e.Kind == Overtone.Studies.Runs.TrialEventKind.Announced)
            {
                said.Add(e.Text);
            }
        };
        return said;
    }

    private (StudyFindings Findings, TableSet Tables) Run(SpectrumOptions options)
    {
        var outcome = _run.Execute(
            new SpectrumStudy(),
            options.Training == SpectrumOptions.Demonstration ? options with { Training = _folder } : options,
            TestContext.Current.CancellationToken);
        Assert.True(outcome.Failures.Count == 0, string.Join('\n', outcome.Failures.Select(f => f.Text)));
        return (outcome.Findings!, outcome.Tables);
    }

    // Two waves of whole periods; each is learned in its own time.
    private void Waves(double slowTime, double fastTime, params int[] steps)
    {
        var x = Grid();
        Save("x", x, x.Length);
        Save("y", [.. x.Select(p => Math.Sin(2 * Math.PI * p) + Math.Sin(10 * Math.PI * p))], x.Length);
        foreach (var step in steps)
        {
            double slow = 1 - Math.Exp(-step / slowTime), fast = 1 - Math.Exp(-step / fastTime);
            Save($"{step}", [.. x.Select(p => (slow * Math.Sin(2 * Math.PI * p)) + (fast * Math.Sin(10 * Math.PI * p)))], x.Length);
        }
    }

    private static double[] Grid() => [.. Enumerable.Range(0, 100).Select(n => n / 100.0)];

    private string PathOf(string array) => Path.Combine(_folder, array + ".npy");

    private void Save(string array, double[] values, params int[] shape) => NpyWriter.Write<double>(PathOf(array), values, shape);

    private static string Csv(Table table)
    {
        using var text = new StringWriter();
        TableCsv.Write(table, text);
        return text.ToString();
    }
}
