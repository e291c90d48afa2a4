using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class PreflightTests
{
    [Theory]
    [InlineData("rgb.onnx", 1, "channels: grey images for a model with three channels: the grey value is copied to all three.")]
    [InlineData(
        "grey.onnx", 3, "channels: colour images for a model with one channel: converted to grey, 0.299 red + 0.587 green + 0.114 blue.")]
    [InlineData("rgb.onnx", 3, null)]
    public void A_change_between_grey_and_colour_is_told(string model, int channels, string? finding)
    {
        using var classifier = Fixture.Open(model);
        using var images = Fixture.Read(model == "rgb.onnx" ? "images_rgb.npy" : "images_grey.npy");
        var report = Preflight.Run(classifier, images, Fixture.Labels(6), dataSize: new InputSize(channels, 8, 8));

        Assert.Equal(finding, report.Findings.SingleOrDefault(f => f.Check == "channels")?.ToString());
    }

    [Fact]
    public void A_good_model_gives_information_only()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open("rgb.onnx");
        var images = Fixture.Read("images_rgb.npy");
        var report = Preflight.Run(classifier, images, classifier.Logits(images).argmax(1).data<long>().ToArray());

        Assert.All(report.Findings, finding => Assert.Equal(PreflightSeverity.Information, finding.Severity));
        // That gradients are another program's shows only where the last digits differ.
        Assert.Equal(["pixels", "classes", "outputs", "repetition", "batches", "accuracy"],
            report.Findings.Select(finding => finding.Check).Where(check => check != "gradients"));
        Assert.Equal((6, 1.0, 0.0), (report.Images, report.Accuracy, report.RepeatDifference));
        Assert.Equal(WilsonInterval.Of(6, 6), report.AccuracyInterval);
        Assert.False(report.HasErrors);
        Assert.Equal(OutputKind.Logits, report.Outputs);
        Assert.InRange(report.BatchDifference!.Value, 0, 1e-5);
        Assert.InRange(report.SmallestPixel, 0, 0.1);
        Assert.Equal(classifier.Description, report.Classifier);
    }

    [Fact]
    public void Accuracy_comes_with_its_interval() => Assert.Contains(
        "6 of 8 images, 75.0 % (95 % interval 40.9 to 92.9 %)",
        Finding(StubClassifier.Reading(4, c => c % 4), Pixels(4, 0, 1, 2, 3, 0, 1, 2, 3), [0, 1, 2, 3, 0, 1, 3, 2], "accuracy").Found);

    [Theory]
    [InlineData("noise.onnx")]
    [InlineData("dropout.pt")]
    public void Dropout_left_on_is_an_error_by_its_name(string file)
    {
        using var classifier = Fixture.Open(file);
        using var images = Fixture.Read("images_rgb.npy");
        var report = Preflight.Run(classifier, images, Fixture.Labels(6));
        var finding = report.Findings.Single(finding => finding.Check == "repetition");

        Assert.True(report.HasErrors);
        Assert.Equal(PreflightSeverity.Error, finding.Severity);
        Assert.Contains("dropout", finding.Advice);
        Assert.Contains("model.eval()", finding.Advice);
        Assert.True(report.RepeatDifference > 0.01);
    }

    [Fact]
    public void Outputs_that_depend_on_the_other_images_of_the_batch_are_an_error()
    {
        var classifier = new StubClassifier(2, images =>
        {
            using var scope = NewDisposeScope();
            var centred = (images - images.mean()).flatten(1);
            return cat([centred, -centred], 1).MoveToOuterDisposeScope();
        });
        var finding = Finding(classifier, Pixels(4, 0, 1, 2, 3), [0, 0, 1, 1], "batches");

        Assert.Equal(PreflightSeverity.Error, finding.Severity);
        Assert.Contains("2 of 4 images change class", finding.Found);
        Assert.Contains("Batch normalisation", finding.Advice);
    }

    [Fact]
    public void NaN_is_an_error_and_no_accuracy_is_made_of_it()
    {
        using var classifier = Fixture.Open("nan.onnx");
        using var images = Fixture.Read("images_rgb.npy");
        var report = Preflight.Run(classifier, images, Fixture.Labels(6));

        Assert.Contains("NaN or infinity for 6 of 6 images", Error(report, "outputs").Found);
        Assert.Null(report.Accuracy);
    }

    [Fact]
    public void Probabilities_are_recognised_and_warned_of_where_gradients_matter()
    {
        using var network = nn.Sequential(nn.Flatten(), nn.Softmax(1));
        using var differentiable = new ModuleClassifier(network, new InputSize(1, 1, 2));
        using var answers = new StubClassifier(2, images => cat([images.flatten(1), 1 - images.flatten(1)], 1));
        using var classifier = Fixture.Open("probabilities.onnx");
        using var images = Fixture.Read("images_rgb.npy");
        using var pixels = tensor(new[] { 0f, 1f, 1f, 0f }, [2, 1, 1, 2]);
        using var single = tensor(new[] { 0.25f, 0.75f }, [2, 1, 1, 1]);

        Assert.Equal(OutputKind.Probabilities, Preflight.Run(classifier, images, Fixture.Labels(6)).Outputs);
        Assert.Equal(PreflightSeverity.Information, Finding(answers, single, [1, 0], "outputs").Severity);
        Assert.Equal(PreflightSeverity.Warning, Finding(classifier, images, Fixture.Labels(6), "outputs").Severity);
        Assert.Equal(PreflightSeverity.Warning, Finding(differentiable, pixels, [1, 0], "outputs").Severity);
    }

    [Fact]
    public void Gradients_of_another_function_than_the_outputs_are_not_used()
    {
        using var classifier = Fixture.OpenDifferentiable("rgb.onnx");
        using var images = Fixture.Read("images_rgb.npy");
        var report = Preflight.Run(classifier, images, Fixture.Labels(6));
        Assert.InRange(report.GradientDifference!.Value, 0, 1e-5);
        Assert.Null(report.GradientFault);
        Assert.Null(Preflight.Run(Fixture.Open("rgb.pt"), images, Fixture.Labels(6)).GradientFault);

        using var other = new OtherGradients(classifier, factor: 1.01);
        report = Preflight.Run(other, images, Fixture.Labels(6));
        Assert.InRange(report.GradientDifference!.Value, 1e-3, 0.05);
        Assert.Null(report.GradientFault);
        Assert.Equal(PreflightSeverity.Information, report.Findings.Single(finding => finding.Check == "gradients").Severity);

        using var wrong = new OtherGradients(classifier, factor: 1.5);
        report = Preflight.Run(wrong, images, Fixture.Labels(6));
        Assert.Contains("differ from the model's by", report.GradientFault, StringComparison.Ordinal);
        Assert.Equal(PreflightSeverity.Warning, report.Findings.Single(finding => finding.Check == "gradients").Severity);
        Assert.False(report.HasErrors);
    }

    [Theory]
    [InlineData(0, 255, PreflightSeverity.Error, "Divide by 255")]
    [InlineData(0, 1000, PreflightSeverity.Error, "Scale the images")]
    [InlineData(-2.1, 2.6, PreflightSeverity.Error, "already normalised")]
    [InlineData(0, 1 / 255.0, PreflightSeverity.Warning, "divided by 255 twice")]
    [InlineData(0.5, 0.5, PreflightSeverity.Warning, "how the images were loaded")]
    [InlineData(0, double.NaN, PreflightSeverity.Error, "damaged images")]
    [InlineData(0, 1, PreflightSeverity.Information, "")]
    [InlineData(-1e-7, 1 + 1e-7, PreflightSeverity.Information, "")]
    public void The_range_of_the_pixels_is_judged(double smallest, double largest, PreflightSeverity severity, string advice)
    {
        using var images = tensor(new[] { (float)smallest, (float)largest }, [2, 1, 1, 1]);
        var finding = Finding(StubClassifier.Reading(2, _ => 0), images, [0, 1], "pixels", dispose: false);

        Assert.Equal(severity, finding.Severity);
        Assert.Contains(advice, finding.Advice);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(-1, 0)]
    public void Labels_must_be_places_of_outputs(int first, int second)
    {
        var finding = Finding(StubClassifier.Reading(4, c => c % 4), Pixels(4, 0, 1), [first, second], "classes");

        Assert.Equal((PreflightSeverity.Error, "labels from 0 to 3"), (finding.Severity, finding.Expected));
        Assert.Contains("4 outputs", finding.Found);
    }

    [Fact]
    public void More_classes_in_the_data_than_outputs_is_an_error_and_fewer_labels_a_note()
    {
        var classifier = StubClassifier.Reading(3, c => c % 3);

        Assert.Equal(PreflightSeverity.Error, Finding(classifier, Pixels(3, 0, 1), [0, 1], "classes", ["a", "b", "c", "d"]).Severity);
        var note = Finding(classifier, Pixels(3, 0, 1), [0, 1], "classes");
        Assert.Equal((PreflightSeverity.Information, "3 outputs, 2 of which occur as labels here"), (note.Severity, note.Found));
    }

    [Fact]
    public void Names_in_another_order_are_an_error_and_other_names_a_warning()
    {
        var classifier = new StubClassifier(2, images => zeros(images.shape[0], 2), "cat", "dog");

        var order = Finding(classifier, Pixels(2, 0, 1), [0, 1], "classes", ["dog", "cat"]);
        Assert.Equal((PreflightSeverity.Error, "0 is dog in the data and cat in the model, 1 is cat in the data and dog in the model"),
            (order.Severity, order.Found));
        Assert.Equal(PreflightSeverity.Warning, Finding(classifier, Pixels(2, 0, 1), [0, 1], "classes", ["cat", "cow"]).Severity);
        Assert.DoesNotContain(Run(classifier, Pixels(2, 0, 1), [0, 1], ["cat", "dog"]).Findings, finding => finding.Check == "classes");
    }

    [Fact]
    public void Classes_in_another_order_are_found_and_printed()
    {
        int[] pixels = [.. Enumerable.Range(0, 40).Select(image => image % 4)];
        var labels = pixels.Select(pixel => (long)pixel).ToArray();
        var report = Run(StubClassifier.Reading(4, c => (c + 1) % 4), Pixels(4, pixels), labels, ["ant", "bee", "cat", "dog"]);
        var finding = Error(report, "class order");

        Assert.Equal("most images of a label get the same other class: 0 (ant) as 1, 1 (bee) as 2, 2 (cat) as 3, 3 (dog) as 0",
            finding.Found);
        Assert.Contains("100.0 % would be correct", finding.Advice);
        Assert.Equal(0, report.Accuracy);
    }

    [Fact]
    public void Two_classes_changed_for_each_other_are_a_warning()
    {
        int[] pixels = [.. Enumerable.Range(0, 200).Select(image => image % 10)];
        var labels = pixels.Select(pixel => (long)pixel).ToArray();
        var finding = Finding(StubClassifier.Reading(10, c => c switch { 3 => 5, 5 => 3, _ => c }), Pixels(10, pixels), labels,
            "class order");

        Assert.Equal((PreflightSeverity.Warning, "most images of a label get the same other class: 3 as 5, 5 as 3"),
            (finding.Severity, finding.Found));
    }

    [Fact]
    public void A_model_that_guesses_is_told_so_and_not_that_its_classes_are_in_another_order()
    {
        using var draws = Draw.Uniform(1, 100);
        int[] pixels = [.. draws.Numbers().Select(number => (int)(number * 4))];
        var report = Run(StubClassifier.Reading(4, c => c % 4), Pixels(4, pixels),
            [.. Enumerable.Range(0, 100).Select(image => image % 4L)]);

        Assert.Equal(PreflightSeverity.Warning, report.Findings.Single(finding => finding.Check == "accuracy").Severity);
        Assert.DoesNotContain(report.Findings, finding => finding.Check == "class order");
    }

    [Fact]
    public void The_same_class_for_every_image_is_a_warning()
    {
        var finding = Run(StubClassifier.Reading(4, _ => 2), Pixels(4, [.. Enumerable.Range(0, 12).Select(image => image % 4)]),
            [.. Enumerable.Range(0, 12).Select(image => image % 4L)])
            .Findings.Single(finding => finding.Severity == PreflightSeverity.Warning && finding.Check == "outputs");

        Assert.Equal("class 2 for all 12 images", finding.Found);
    }

    [Fact]
    public void A_model_that_fails_is_a_finding()
    {
        var classifier = new StubClassifier(4, _ =>
            throw new ModelFormatException("net.onnx", "output", "shape [2, 4, 1]", "[images, classes]"));
        var report = Run(classifier, Pixels(4, 0, 1), [0, 1]);

        Assert.Equal("output: shape [2, 4, 1]", Error(report, "inference").Found);
        Assert.Null(report.Accuracy);
    }

    [Fact]
    public void Labels_must_be_as_many_as_images()
    {
        Assert.Throws<ArgumentException>(() => Run(StubClassifier.Reading(4, c => c % 4), Pixels(4, 0, 1), [0]));
        Assert.Throws<ArgumentException>(() => Run(StubClassifier.Reading(4, c => c % 4), zeros(0, 1, 1, 1), []));
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var images = Fixture.Read("images_rgb.npy");
        using var classifier = Fixture.Open("rgb.onnx", Fixture.Normalised);

        Tensors.RequireNoTensorLeft(() => Preflight.Run(classifier, images, Fixture.Labels(6)), 3);
    }

    [Fact]
    public void A_finding_reads_as_a_paragraph() => Assert.Equal(
        "pixels: values from 0 to 255; expected [0, 1]. Divide by 255.",
        new PreflightFinding("pixels", PreflightSeverity.Error, "values from 0 to 255", "[0, 1]", "Divide by 255").ToString());

    private static Tensor Pixels(int classes, params int[] values) =>
        tensor(values.Select(value => (float)value / classes).ToArray(), [values.Length, 1, 1, 1]);

    private static PreflightReport Run(IClassifier classifier, Tensor images, long[] labels, string[]? names = null)
    {
        using (images)
            return Preflight.Run(classifier, images, labels, names);
    }

    private static PreflightFinding Finding(IClassifier classifier, Tensor images, long[] labels, string check, string[]? names = null,
        bool dispose = true)
    {
        var report = Preflight.Run(classifier, images, labels, names);
        if (dispose)
            images.Dispose();
        return report.Findings.Single(finding => finding.Check == check);
    }

    private static PreflightFinding Error(PreflightReport report, string check)
    {
        var finding = report.Findings.Single(finding => finding.Check == check);
        Assert.Equal(PreflightSeverity.Error, finding.Severity);
        return finding;
    }
}
