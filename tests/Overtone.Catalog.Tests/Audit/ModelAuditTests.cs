using System.Globalization;
using System.Text.Json;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Tests;

namespace Overtone.Catalog.Tests.Audit;

public class ModelAuditTests
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Audit", "Fixtures");
    private static readonly AuditOptions Options = new()
    {
        Data = "digits",
        Images = null,
        Norm = 2,
        Precision = null,
        BatchSize = 50,
        Corruptions = ["none"],
        Attacks = ["none"],
        Layers = ["none"],
    };

    [Theory]
    [InlineData("digits.onnx")]
    [InlineData("digits.pt")]
    public void The_heat_map_is_that_of_an_independent_computation_cell_by_cell(string model)
    {
        var heatMap = Audit(model, Options).Rows<CellError>();
        var expected = File.ReadLines(Path.Combine(Fixtures, "heatmap.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(expected.Length, heatMap.Count);
        foreach (var (row, fields) in heatMap.Zip(expected))
        {
            Assert.Equal((Number(fields[0]), Number(fields[1])), (row.FrequencyY, row.FrequencyX));
            // Other orders of summation may turn an image whose two largest logits are nearly the same.
            var (errors, ties) = (Number(fields[2]), Number(fields[3]));
            Assert.InRange(row.Error * row.Images, errors - ties - 1e-9, errors + ties + 1e-9);
        }
    }

    [Fact]
    public void Batch_size_and_backend_change_no_answer_but_near_ties()
    {
        var clean = Audit("digits.onnx", Options).Rows<CleanAnswer>();
        foreach (var (model, batch) in new[] { ("digits.onnx", 7), ("digits.pt", 360) })
        {
            var other = Audit(model, Options with { BatchSize = batch, Region = 1 }).Rows<CleanAnswer>();
            Assert.All(clean.Zip(other), pair => Assert.True(pair.First.Prediction == pair.Second.Prediction || pair.First.Margin < 1e-3));
        }
    }

    [Fact]
    public void The_plane_is_whole_and_symmetric()
    {
        var heatMap = Audit("digits.onnx", Options).Rows<CellError>();
        var errors = heatMap.ToDictionary(r => (Y: (r.FrequencyY + 8) % 8, X: (r.FrequencyX + 8) % 8), r => r.Error);
        Assert.Equal(64, errors.Count);
        Assert.All(errors, cell => Assert.Equal(cell.Value, errors[((8 - cell.Key.Y) % 8, (8 - cell.Key.X) % 8)]));
    }

    [Fact]
    public void An_adaptive_map_covers_the_exact_one_with_fewer_images()
    {
        var exact = Audit("digits.onnx", Options).Rows<CellError>();
        var adaptive = Audit("digits.onnx", Options with { Precision = 0.08 });
        var intervals = adaptive.Rows<CellInterval>();
        Assert.NotEmpty(intervals);
        Assert.All(intervals, r => Assert.InRange(r.HalfWidth, 0, r.FrequencyY % 2 == 0 && r.FrequencyX % 2 == 0 ? 0.08 : 0.16));
        var covered = intervals.Zip(exact).Count(r => r.Second.Error >= r.First.Low - 1e-12 && r.Second.Error <= r.First.High + 1e-12);
        Assert.InRange(covered, 60, 64);
        Assert.All(adaptive.Rows<CellError>(), row => Assert.InRange(row.Images, 1, 359));
    }

    [Fact]
    public void The_summary_holds_every_number_with_a_sentence()
    {
        var findings = Run("digits.pt", Options with { Method = HeatMapMethod.Gradient }).Findings!;
        Assert.Equal(
            [
                "clean_accuracy", "withstood_radius", "worst_frequency_error",
                "zero_frequency_error", "zero_frequency_error_above_clean", "low_frequency_error", "low_frequency_error_above_clean",
                "middle_frequency_error", "middle_frequency_error_above_clean", "high_frequency_error", "high_frequency_error_above_clean",
                "worst_class_error_above_clean", "bandwidth_needed", "flip_rate",
                "low_frequency_noise_error", "low_frequency_noise_error_above_clean",
                "high_frequency_noise_error", "high_frequency_noise_error_above_clean", "gradient_rank_correlation",
            ],
            findings.Estimates.Select(e => e.Name));
        Assert.All(findings.Estimates, e => Assert.False(string.IsNullOrWhiteSpace(e.Statement)));
        Assert.All(findings.Estimates.Where(e => e.Low is not null), e => Assert.InRange(e.Value, e.Low!.Value, e.High!.Value));

        // A correlation over frequencies has no sample behind it.
        Assert.Equal(["gradient_rank_correlation"], findings.Estimates.Where(e => e.IsMeasured && e.Low is null).Select(e => e.Name));
    }

    [Fact]
    public void What_matters_most_is_said_first_with_its_number()
    {
        StudyFindings findings = Run("digits.pt", Options).Findings!;
        Assert.InRange(findings.Highlights.Count, 1, 3);
        Assert.Equal(findings.Highlights.Select(e => e.Importance).OrderDescending(), findings.Highlights.Select(e => e.Importance));
        Assert.All(findings.Highlights, e => Assert.Matches("[0-9]", e.Statement));
        // Of the bands only the one that suffers most.
        Assert.All(findings.Highlights.Where(IsBand), e => Assert.Equal(findings.Estimates.Where(IsBand).Max(band => band.Value), e.Value));

        static bool IsBand(Estimate estimate) => estimate.Name.EndsWith("_frequency_error_above_clean", StringComparison.Ordinal);
    }

    [Fact]
    public void Logit_shifts_are_measured_when_asked_for()
    {
        var metrics = Audit("digits.onnx", Options with { Metric = "logit-shift", Images = 60 }).Rows<CellMetrics>();
        Assert.NotEmpty(metrics);
        Assert.All(metrics, row => Assert.True(row.LogitShift > 0));
    }

    [Fact]
    public void A_layer_moves_as_far_as_its_activations_do()
    {
        // The last layer's activations are the logits, whose shift is measured in another way.
        var logits = Audit("digits.onnx", Options with { Metric = "layer:logits", Images = 70 })[LayerShift.WholePlane].As<LayerShift>();
        var shifts = Audit("digits.onnx", Options with { Metric = "logit-shift", Images = 70 }).Rows<CellMetrics>();
        Assert.Equal(logits.Count, shifts.Count);
        foreach (var (layer, metrics) in logits.Zip(shifts))
        {
            Assert.Equal(metrics.LogitShift, layer.Shift, 1e-4);
            Assert.Equal(metrics.LogitShiftStandardError, layer.StandardError, 1e-4);
        }
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named_with_its_neighbours()
    {
        using var run = new TestRun();
        run.OnEvent = e => Assert.Fail("nothing is measured");
        var options = Options with { Model = Path.Combine(Fixtures, "digits.onnx"), Metric = "layer:/0/Convx", Images = 20 };
        var error = Assert.Throws<ModelFormatException>(() => run.Execute(new ModelAudit(), options));
        Assert.Contains(
            "layer: found \"/0/Convx\", expected the output of a node; the nearest of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_that_bfloat16_changes_are_counted_with_their_margins()
    {
        var options = Options with { Region = 5, Dtype = NumberType.Bfloat16 };
        var rounded = Run("digits.pt", options);
        var exact = Run("digits.pt", options with { Dtype = NumberType.Float32 });
        var answers = rounded.Tables.Rows<DtypeAnswer>();
        Assert.Equal(9 * 360, answers.Count);

        // On clean images both answers are also those of the audits.
        DtypeAnswer[] clean = [.. answers.Where(r => r.FrequencyY is null)];
        Assert.Equal(Predictions(rounded), clean.Select(r => r.Prediction));
        Assert.Equal(Predictions(exact), clean.Select(r => r.Float32Prediction));

        DtypeAnswer[] flips = [.. answers.Where(r => r.IsFlip)];
        Assert.NotEmpty(flips);
        Assert.All(flips, r => Assert.InRange(r.Float32Margin, 0, 0.5));
        var estimate = rounded.Findings!.Estimates.Single(e => e.Name == "dtype_flip_rate");
        Assert.Equal((double)flips.Length / answers.Count, estimate.Value, 1e-12);
        Assert.Contains($"{flips.Length} of 3,240 predictions", estimate.Statement, StringComparison.Ordinal);
        Assert.Equal(flips.Length, new TableSet(rounded.Findings.Tables).Rows<DtypeFlipRate>().Sum(r => r.Flips));
        Assert.DoesNotContain(exact.Findings!.Estimates, e => e.Name == "dtype_flip_rate");

        static IEnumerable<int> Predictions(RunOutcome outcome) => outcome.Tables.Rows<CleanAnswer>().Select(r => r.Prediction);
    }

    [Fact]
    public void What_could_not_be_measured_is_no_number_and_says_why()
    {
        // Wrong classes: the model's outputs stand for others than the labels do.
        using var folder = new TestRun();
        var outcome = Run("digits.onnx", Options with { Images = 30, Region = 1, Bandwidths = [1], Mean = [1000] });
        var estimates = outcome.Findings!.Estimates.ToDictionary(e => e.Name);
        Assert.False(estimates["flip_rate"].IsMeasured);
        Assert.Equal("Not measured: no radius was asked for.", estimates["flip_rate"].Statement);
        var radius = estimates["withstood_radius"].Statement;
        Assert.Contains("is more than the error of guessing among 10 classes, 90.0 %", radius, StringComparison.Ordinal);
        Assert.Equal(
            "Not measured: no measured cell is at low frequencies (up to 1 cycle per image, without zero).",
            estimates["low_frequency_error"].Statement);
        Assert.False(estimates["bandwidth_needed"].IsMeasured);
        // The cure comes first, and nothing else is advised.
        Assert.Equal("clean_accuracy", Assert.Single(estimates.Values, e => e.Advice.Length > 0).Name);
        Assert.Contains(outcome.Findings.Warnings, w => w.StartsWith("The model does no better than guessing", StringComparison.Ordinal));
        Assert.Contains(outcome.Findings.Warnings, w =>
            w.Contains("would be classified correctly instead of 10.0 %. Try --range", StringComparison.Ordinal));
    }

    /// <summary>4 at 32 pixels, and the same contrast at 8.</summary>
    [Fact]
    public void The_norm_follows_the_images_size()
    {
        var outcome = Run("digits.onnx", Options with { Images = 20, Norm = null, Region = 3, Bandwidths = [3] });
        Assert.Contains("perturbations of norm 1 ", outcome.Findings!.Estimates.Single(e => e.Name == "withstood_radius").Statement,
            StringComparison.Ordinal);
        Assert.DoesNotContain(outcome.Findings.Notes, note => note.StartsWith("The data set has", StringComparison.Ordinal));
        outcome = Run("digits.onnx", Options with { Images = 100_000, Region = 1, Bandwidths = [1] });
        Assert.Contains(outcome.Findings!.Notes, note => note.StartsWith("The data set has ", StringComparison.Ordinal)
            && note.Contains("fewer than the 100000 requested", StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_model_gets_no_warning_and_advice()
    {
        var outcome = Run("digits.onnx", Options with { Images = 100, Region = 3, Bandwidths = [3] });
        Assert.Empty(outcome.Findings!.Warnings);
        Assert.Contains(outcome.Findings.Estimates, e => e.Advice.Length > 0);
    }

    [Fact]
    public void A_wrong_range_is_told_although_most_images_are_classified_correctly()
    {
        var outcome = Run("digits.onnx", Options with { Images = 300, Region = 1, Bandwidths = [1], Range = [0, 0.5] });
        Assert.InRange(outcome.Findings!.Estimates.Single(e => e.Name == "clean_accuracy").Value, 0.7, 0.8);
        Assert.Contains(outcome.Findings.Warnings, w => w.EndsWith("Try --range -1,1 --mean 0 --std 1.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_ends_in_a_softmax_has_the_losses_of_its_twin_without_one()
    {
        using var run = new TestRun();
        var options = Options with { Data = Path.Combine(Cases.Data, "photos"), Region = 1, Bandwidths = [3] };
        var (found, twin) = (Model("softmax-at-the-end.onnx"), Model("softmax-at-the-end-twin.onnx"));
        foreach (var (table, column) in new[] { ("clean", "loss"), ("heatmap_cells", "loss_sum"), ("band_answers", "confidence") })
        {
            Assert.All(
                Numbers(twin, table, column).Zip(Numbers(found, table, column)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, pair.First)));
        }

        const string Said = "probabilities (every row sums to 1): loss and confidence are computed from their logarithm";
        Assert.Contains(found.Findings!.Warnings, note => note.Contains(Said, StringComparison.Ordinal));

        RunOutcome Model(string name) => run.Execute(new ModelAudit(), options with { Model = Path.Combine(Cases.Models, name) });

        static IEnumerable<double> Numbers(RunOutcome outcome, string table, string column) =>
            outcome.Tables[table].Rows.Select(r => r.Number(column));
    }

    [Fact]
    public void Keys_of_float32_trials_are_those_of_before_there_was_a_choice()
    {
        var subject = SmallAudit.Subject;
        Assert.DoesNotContain("dtype", JsonSerializer.Serialize(subject, StudyJson.Compact), StringComparison.Ordinal);
        Assert.DoesNotContain("outputs", JsonSerializer.Serialize(subject, StudyJson.Compact), StringComparison.Ordinal);
        var probabilities = JsonSerializer.Serialize(subject with { Outputs = OutputKind.Probabilities }, StudyJson.Compact);
        Assert.Contains("\"outputs\":\"probabilities\"", probabilities, StringComparison.Ordinal);
        var bfloat16 = JsonSerializer.Serialize(subject with { Dtype = NumberType.Bfloat16 }, StudyJson.Compact);
        Assert.Contains("\"dtype\":\"bfloat16\"", bfloat16, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_show_images_with_waves_of_the_audits_norm_and_the_parts_a_filter_makes_of_them()
    {
        var outcome = Run("digits.pt", Options with { Region = 5 });
        var rows = outcome.Tables.All.Single(t => t.Name == "pictures").Rows.ToArray();
        var names = rows.Select(r => r.Text("picture")).Distinct().ToArray();
        Assert.Equal(
            ["as it is", "low (0, 1)", "middle (0, 2)", "highest (−4, −4)", "low-pass r = 2"],
            names.Where(n => !n.StartsWith("most", StringComparison.Ordinal) && !n.StartsWith("high-pass", StringComparison.Ordinal)));
        var worst = outcome.Findings!.Estimates.Single(e => e.Name == "worst_frequency_error").Statement;
        var mostHarmful = names.Single(n => n.StartsWith("most harmful", StringComparison.Ordinal));
        Assert.Contains(mostHarmful["most harmful ".Length..], worst, StringComparison.Ordinal);
        Assert.Equal(3 * 7 * 64, rows.Length);
        foreach (var image in rows.GroupBy(r => r.Text("image")))
        {
            var pictures = image.GroupBy(r => r.Text("picture")).ToDictionary(p => p.Key, p => p.Select(r => r.Number("grey")).ToArray());
            var clean = pictures["as it is"];
            foreach (var name in names[1..5])
                Assert.Equal(2, Math.Sqrt(pictures[name].Zip(clean, (p, c) => (p - c) * (p - c)).Sum()), 1e-3);
            var factor = double.Parse(names[^1].Split('×')[1].Split(' ')[0], CultureInfo.InvariantCulture);
            foreach (var (low, high, whole) in pictures[names[^2]].Zip(pictures[names[^1]], clean))
                Assert.Equal(whole, low + ((high - 0.5) / factor), 1e-3);
            Assert.All(image, r => Assert.Equal(
                r.Text("picture") == "as it is", r.Text("prediction") == image.Key && r.Text("picture") == "as it is"));
        }
    }

    [Theory]
    [InlineData("--metric", "found 'contrast', expected error, loss, logit-shift or layer:NAME")]
    [InlineData("--region", "found 9, expected at most 8")]
    [InlineData("--bandwidths", "found 4, expected odd numbers: an even square")]
    [InlineData("--phase", "'pie', expected radians")]
    [InlineData("--model", "expected an existing ONNX or TorchScript file")]
    [InlineData("--method", "found gradient for noise.onnx, expected a model with gradients (node ")]
    [InlineData("--dtype", "found bfloat16 for noise.onnx, expected a model that libtorch can compute (node ")]
    public void Options_that_do_not_fit_are_refused_before_anything_long(string option, string message)
    {
        var options = option switch
        {
            "--metric" => Options with { Metric = "contrast" },
            "--region" => Options with { Region = 9 },
            "--bandwidths" => Options with { Bandwidths = [3, 4] },
            "--phase" => Options with { Phase = "pie" },
            "--dtype" => Options with { Dtype = NumberType.Bfloat16 },
            "--method" => Options with { Method = HeatMapMethod.Gradient },
            _ => Options,
        };
        var file = option switch { "--model" => "nothing.onnx", "--method" or "--dtype" => "noise.onnx", _ => "digits.onnx" };
        var exception = Assert.Throws<InvalidOptionException>(() => Run(file, options));
        Assert.Equal(option, exception.Option);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static TableSet Audit(string model, AuditOptions options)
    {
        var outcome = Run(model, options);
        return new TableSet(outcome.Tables.All.Concat(outcome.Findings!.Tables));
    }

    private static RunOutcome Run(string model, AuditOptions options)
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ModelAudit(), options with { Model = Path.Combine(Fixtures, model) });
        Assert.Empty(outcome.Failures);
        return outcome;
    }
}
