using Overtone.Defenses;
using Overtone.Models;
using Overtone.Tests.Models;
using Overtone.Tests.Models.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class PostAveragedOnnxTests : IDisposable
{
    private static readonly PostAveraging Frozen = PostAveraging.Of(3, 1.5) with { IsFrozen = true, Seed = 4 };

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string, AveragedOutput> Models => new MatrixTheoryData<string, string, AveragedOutput>(
        ["rgb.onnx", "nhwc.onnx", "two_outputs.onnx", "any_size.onnx"],
        ["plain", "normalised", "caffe"],
        [AveragedOutput.Softmax, AveragedOutput.Logits]);

    [Theory]
    [MemberData(nameof(Models))]
    public void ONNX_Runtime_computes_what_the_defended_classifier_computes(string model, string description, AveragedOutput average)
    {
        InputSpec spec = description switch { "normalised" => Fixture.Normalised, "caffe" => Fixture.Caffe, _ => InputSpec.Default };
        string file = Fixture.Path(model);
        if (model == "two_outputs.onnx")
            spec = spec with { Output = "logits" };
        PostAveraging defense = Frozen with { Average = average };
        using OnnxClassifier classifier = OnnxClassifier.Open(file, spec, Fixture.Rgb8x8);
        using IClassifier defended = defense.Protect(classifier);
        PostAveragedOnnx.Write(_folder["defended.onnx"], file, defense, spec, new InputSize(3, 8, 8));

        using OnnxClassifier written = OnnxClassifier.Open(_folder["defended.onnx"], spec, Fixture.Rgb8x8);
        Assert.Equal((classifier.Description.Input, classifier.Description.Output, false),
            (written.Description.Input, written.Description.Output, written.Description.IsBatchFixed));
        Tensor images = Fixture.Read("images_rgb.npy");
        double spread = defended.Logits(images).abs().max().item<float>();
        for (int count = 1; count <= images.shape[0]; count += 2)
        {
            Tensor some = images.narrow(0, 0, count), expected = defended.Logits(some), found = written.Logits(some);
            Tensors.RequireNear(expected, found, 1e-5 * Math.Max(1, spread));
            Tensors.RequireNear(expected.softmax(1), found.softmax(1), 1e-5);
            Assert.True(Tensors.Distance(classifier.Logits(some).log_softmax(1), found.log_softmax(1)) > 3e-5 * Math.Max(1, spread));
        }

        // Our own reader has the gradient too. The weight of a point has the relative error that the logits have absolutely.
        Tensor cotangents = Draw.Normal(3, images.shape[0], written.ClassCount).to_type(ScalarType.Float32);
        Tensor gradient = ((IDifferentiableClassifier)defended).InputGradient(images, cotangents).Gradient;
        Tensors.RequireNear(
            gradient, Assert.IsAssignableFrom<IDifferentiableClassifier>(written).InputGradient(images, cotangents).Gradient,
            1e-5 * Math.Max(1, spread) * Math.Max(1, gradient.abs().max().item<float>()));
    }

    [Theory]
    [InlineData("grey.onnx", 1)]
    [InlineData("rank3.onnx", 1)]
    [InlineData("column.onnx", 1)]
    public void Images_of_every_form_are_written(string model, int channels)
    {
        var options = new ClassifierOptions { DataSize = new InputSize(channels, 8, 8) };
        using OnnxClassifier classifier = OnnxClassifier.Open(Fixture.Path(model), options: options);
        PostAveragedOnnx.Write(_folder["defended.onnx"], Fixture.Path(model), Frozen, InputSpec.Default, options.DataSize);
        using IClassifier defended = Frozen.Protect(classifier);
        using OnnxClassifier written = OnnxClassifier.Open(_folder["defended.onnx"], options: options);
        Tensor images = Draw.Uniform(1, 5, channels, 8, 8).to_type(ScalarType.Float32);
        Tensors.RequireNear(defended.Logits(images), written.Logits(images), 1e-5);
    }

    [Fact]
    public void The_file_stands_alone_takes_any_batch_and_can_be_surrounded_again()
    {
        using var network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 4));
        OnnxExport.Write(_folder["net.onnx"], network, new InputSize(3, 8, 8));
        PostAveragedOnnx.Write(_folder["once.onnx"], _folder["net.onnx"], Frozen);
        PostAveraging other = Frozen with { Seed = 9, Average = AveragedOutput.Logits };
        PostAveragedOnnx.Write(_folder["twice.onnx"], _folder["once.onnx"], other);
        File.Delete(_folder["net.onnx"]);
        using IClassifier inside = Frozen.Protect(new ModuleClassifier(network, new InputSize(3, 8, 8)));
        using IClassifier defended = other.Protect(inside);
        foreach (int count in new[] { 1, 9 })
        {
            Tensor images = Draw.Uniform(count, count, 3, 8, 8).to_type(ScalarType.Float32);
            Tensors.RequireNear(inside.Logits(images), Assert.Single(OnnxRuntime.Run(_folder["once.onnx"], images)), 1e-5);
            Tensors.RequireNear(defended.Logits(images), Assert.Single(OnnxRuntime.Run(_folder["twice.onnx"], images)), 1e-5);
        }
    }

    /// <summary>What a model with a softmax inside gives: again probabilities, those of an average of softmax.</summary>
    [Fact]
    public void Probabilities_are_averaged_as_they_are()
    {
        string file = Fixture.Path("probabilities.onnx");
        using OnnxClassifier classifier = OnnxClassifier.Open(file);
        using IClassifier logits = LogitClassifier.Of(classifier, OutputKind.Probabilities), defended = Frozen.Protect(logits);
        PostAveragedOnnx.Write(_folder["defended.onnx"], file, Frozen, outputs: OutputKind.Probabilities);
        InputSize size = classifier.InputSize;
        Tensor images = Draw.Uniform(1, 5, size.Channels, size.Height, size.Width).to_type(ScalarType.Float32);
        using OnnxClassifier written = OnnxClassifier.Open(_folder["defended.onnx"]);
        Tensor probabilities = written.Logits(images);
        Tensors.RequireNear(defended.Logits(images).exp(), probabilities, 1e-6);
        Tensors.RequireNear(ones(5), probabilities.sum(1), 1e-5);
        Assert.True(Tensors.Distance(classifier.Logits(images), probabilities) > 1e-5);
        var error = Assert.Throws<ArgumentException>(() => PostAveragedOnnx.Write(
            _folder["other.onnx"], file, Frozen with { Average = AveragedOutput.Logits }, outputs: OutputKind.Probabilities));
        Assert.StartsWith("Average of post-averaging: found Logits, expected Softmax", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batch1.onnx", "batch size: found 1, fixed")]
    [InlineData("batch4.onnx", "batch size: found 4, fixed")]
    [InlineData("baked.onnx", "batch size: found 1, fixed")]
    [InlineData("uint8.onnx", "type: found UInt8 for the images")]
    [InlineData("double.onnx", "type: found")]
    public void Models_that_cannot_be_surrounded_are_refused_with_the_reason(string model, string reason)
    {
        var error = Assert.Throws<ModelFormatException>(() =>
            PostAveragedOnnx.Write(_folder["defended.onnx"], Fixture.Path(model), Frozen, InputSpec.Default, new InputSize(3, 8, 8)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["defended.onnx"]));
    }

    [Fact]
    public void Defences_that_cannot_be_written_are_refused_with_the_reason()
    {
        string MessageOf(PostAveraging defense) => Assert.Throws<ArgumentException>(() =>
            PostAveragedOnnx.Write(_folder["defended.onnx"], Fixture.Path("rgb.onnx"), defense)).Message;
        Assert.StartsWith(
            "IsFrozen of post-averaging: found false, expected true", MessageOf(Frozen with { IsFrozen = false }),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Average of post-averaging: found Vote, expected Softmax or Logits",
            MessageOf(Frozen with { Average = AveragedOutput.Vote }), StringComparison.Ordinal);
        Assert.StartsWith(
            "Settings of post-averaging: found 2, expected one",
            MessageOf(Frozen with { Settings = [.. Frozen.Settings, .. Frozen.Settings] }), StringComparison.Ordinal);
        Assert.StartsWith("Radius of post-averaging: found -1", MessageOf(PostAveraging.Of(1, -1) with { IsFrozen = true }),
            StringComparison.Ordinal);
    }
}
