using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Overtone.Models;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Overtone.Tests.Models;

/// <summary>Classifiers in the forms that people have: other number types, other shapes, several outputs.</summary>
public sealed class CommonFormsTests
{
    /// <summary>Logits that PyTorch's own Python gives for the ramp of <see cref="Ramp"/>.</summary>
    [Theory]
    [InlineData(
        "dictionary-output.pt", 16,
        new[] { 0.138272, -0.228946, -2.631596, -3.926162, 0.049138, 0.234714, -7.478958, -11.163236 },
        "\"logits\" is read from the dictionary that it returns")]
    [InlineData(
        "no-grad-class.pt", 16,
        new[] { 0.138272, -0.228946, -2.631596, -3.926162, 0.049138, 0.234714, -7.478958, -11.163236 }, null)]
    [InlineData(
        "double-weights.pt", 16, new[] { 0.001055, 0.099532, 0.036717, 0.001572, 0.043319, 0.194663, 0.029035, -0.038882 },
        "its weights are float64, and images are converted to it")]
    [InlineData(
        "nhwc.pt", 32,
        new[]
        {
            1.24987, -3.01656, 0.96087, -0.81668, 1.14842, -0.4076, -0.61865, -2.32648, 1.47897, -2.57234, 2.73326, -3.98989, 2.52023,
            -0.22404, -0.42857, -0.55944, -1.36404, -2.69959, -0.33458, -5.94851,
        },
        "it accepts only images with the channels last, and gets them in that form")]
    public void A_script_gives_what_PyTorch_gives(string model, int side, double[] logits, string? adaptation)
    {
        using var scope = NewDisposeScope();
        using var classifier = Open(model, side);
        Assert.Equal(adaptation is null ? [] : [adaptation], classifier.Description.Adaptations);
        Assert.All(logits.Zip(classifier.Logits(Ramp(side)).Numbers()), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void Weights_of_float16_are_computed_so_and_have_gradients()
    {
        using var scope = NewDisposeScope();
        using var classifier = (IDifferentiableClassifier)Open("half-weights.pt", 16);
        var images = Ramp(16);
        var expected = ((Tensor)jit.load(Path.Combine(Cases.Models, "half-weights.pt")).call(images.to_type(ScalarType.Float16)))
            .to_type(ScalarType.Float32);
        Tensors.RequireSame(expected, classifier.Logits(images));
        using ClassifierGradient gradient = classifier.CrossEntropyGradient(images, [0, 1]);
        Assert.Equal(ScalarType.Float32, gradient.Gradient.dtype);
        Assert.True(gradient.Gradient.abs().sum().item<float>() > 0);
        Assert.Equal(["its weights are float16, and images are rounded to it (11 bits)"], classifier.Description.Adaptations);
    }

    [Fact]
    public void A_row_of_numbers_holds_one_channel_after_the_other()
    {
        using var scope = NewDisposeScope();
        using var classifier = Open("flat-input.onnx", 32);
        float[] numbers = Ramp(32).data<float>().ToArray();
        RequireNear(Direct("flat-input.onnx", new DenseTensor<float>(numbers, [2, 3072])), classifier.Logits(Ramp(32)));
        Assert.Equal(
            ["each image is passed as a row of 3072 numbers, one channel after another"], classifier.Description.Adaptations);
        var error = Assert.Throws<ModelFormatException>(() => Open("flat-input.onnx", 16));
        Assert.Equal("a row of 3072 numbers for an image of 3x16x16", error.Found);
    }

    [Theory]
    [InlineData("rank3.onnx", "each image is passed as 8×8 numbers, without an axis for its one channel")]
    [InlineData("without_channels.pt", "each image is passed as 8×8 numbers, without an axis for its one channel")]
    [InlineData("column.onnx", "each image is passed as a column of 64 numbers")]
    public void A_grey_image_needs_no_axis_for_its_channel(string file, string adaptation)
    {
        using var scope = NewDisposeScope();
        using var classifier = ClassifierFile.Open(Fixture.Path(file), null, Fixture.Grey8x8);
        Tensors.RequireNear(Fixture.Read("logits_grey.npy"), classifier.Logits(Fixture.Read("images_grey.npy")), 1e-5);
        Assert.Equal(new InputSize(1, 8, 8), classifier.InputSize);
        Assert.Equal([adaptation], classifier.Description.Adaptations);
    }

    [Fact]
    public void A_script_of_rows_gets_rows()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open("row.pt");
        Tensor images = Fixture.Read("images_rgb.npy");
        var expected = (Tensor)jit.load(Fixture.Path("row.pt")).call(images.flatten(1));
        Tensors.RequireNear(expected, classifier.Logits(images), 1e-6);
        Assert.Equal(
            ["each image is passed as a row of 192 numbers, one channel after another"], classifier.Description.Adaptations);
    }

    [Fact]
    public void Bytes_are_whole_levels()
    {
        using var scope = NewDisposeScope();
        using var classifier = Open("uint8-input.onnx", 32);
        byte[] levels = [.. Ramp(32).data<float>().ToArray().Select(pixel => (byte)MathF.Round(pixel * 255))];
        RequireNear(Direct("uint8-input.onnx", new DenseTensor<byte>(levels, [2, 3, 32, 32])), classifier.Logits(Ramp(32)));
        Tensors.RequireSame(classifier.Logits(Ramp(32)), classifier.Logits((Ramp(32) * 255).round() / 255));
        Assert.StartsWith("pixels are passed as bytes", classifier.Description.Adaptations.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_of_one_are_left_out_of_the_scores()
    {
        using var scope = NewDisposeScope();
        using var classifier = Open("fully-convolutional.onnx", 32);
        float[] numbers = Ramp(32).data<float>().ToArray();
        RequireNear(Direct("fully-convolutional.onnx", new DenseTensor<float>(numbers, [2, 3, 32, 32])), classifier.Logits(Ramp(32)));
        Assert.Equal(["its outputs of shape [n, 10, 1, 1] are read as [n, 10]"], classifier.Description.Adaptations);
    }

    [Fact]
    public void One_sigmoid_is_read_as_two_classes_by_the_preflight()
    {
        using var scope = NewDisposeScope();
        using var opened = Open("one-sigmoid-output.onnx", 16);
        Assert.Equal(1, opened.ClassCount);
        Tensor images = Draw.Uniform(3, 8, 3, 16, 16).to_type(ScalarType.Float32);
        float[] probabilities = opened.Logits(images).data<float>().ToArray();
        long[] labels = [.. probabilities.Select(p => p > 0.5 ? 1L : 0)];
        PreflightReport report = Preflight.Run(opened, images, labels);
        Assert.Equal((OutputKind.OneProbability, false, 1.0), (report.Outputs, report.HasErrors, report.Accuracy));
        var answers = ClassifierAnswers.Of(LogitClassifier.Of(opened, report.Outputs).Logits(images), labels);
        Assert.All(answers.Confidence.Zip(probabilities), pair => Assert.Equal(Math.Max(pair.Second, 1 - pair.Second), pair.First, 1e-5));
    }

    [Fact]
    public void Outputs_that_depend_on_the_batch_but_change_no_class_want_batches_of_one_size()
    {
        using var scope = NewDisposeScope();
        var options = new ClassifierOptions { DataSize = new InputSize(3, 16, 16), BatchSize = 4 };
        string file = Path.Combine(Cases.Models, "dynamic-int8.pt");
        using var classifier = ClassifierFile.Open(file, options: options);
        Tensor images = Draw.Uniform(3, 10, 3, 16, 16).to_type(ScalarType.Float32);
        PreflightReport report = Preflight.Run(classifier, images, new long[10]);
        Assert.Equal((true, 0, false), (report.DependsOnBatch, report.BatchFlips, report.HasErrors));
        PreflightFinding found = report.Findings.Single(finding => finding.Check == "batches");
        Assert.Equal(PreflightSeverity.Warning, found.Severity);
        Assert.Contains("dynamic quantisation", found.Advice, StringComparison.Ordinal);

        using var filled = ClassifierFile.Open(file, options: options with { FillsBatches = true });
        Assert.Equal((4, true), (filled.Description.BatchSize, filled.Description.IsBatchFixed));
        // The last two images with the first of theirs to fill up the batch.
        Tensor last = images.narrow(0, 8, 2), whole = cat([last, last.narrow(0, 0, 1), last.narrow(0, 0, 1)]);
        Tensors.RequireSame(classifier.Logits(whole).narrow(0, 0, 2), filled.Logits(images).narrow(0, 8, 2));
    }

    [Fact]
    public void A_device_in_the_code_is_told_with_its_cure()
    {
        var error = Assert.Throws<ModelFormatException>(() => Open("device-written-into-script.pt", 16));
        Assert.StartsWith("a model without a device in its code", error.Expected, StringComparison.Ordinal);
    }

    private static IClassifier Open(string model, int side) => ClassifierFile.Open(
        Path.Combine(Cases.Models, model), options: new ClassifierOptions { DataSize = new InputSize(3, side, side) });

    private static Tensor Ramp(int side) => linspace(0, 1, 2 * 3 * side * side).reshape(2, 3, side, side);

    // What ONNX Runtime says when asked by hand.
    private static float[] Direct<T>(string model, DenseTensor<T> input)
    {
        using var session = new InferenceSession(Path.Combine(Cases.Models, model));
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return [.. results[0].AsEnumerable<float>()];
    }

    private static void RequireNear(float[] expected, Tensor found) =>
        Assert.All(expected.Zip(found.Numbers()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
}
