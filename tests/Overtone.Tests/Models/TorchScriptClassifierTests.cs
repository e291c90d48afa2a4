using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class TorchScriptClassifierTests
{
    [Fact]
    public void It_and_ONNX_Runtime_agree_on_the_same_network()
    {
        using var scope = NewDisposeScope();
        using var script = Fixture.Open("rgb.pt", Fixture.Normalised);
        using var onnx = Fixture.Open("rgb.onnx", Fixture.Normalised);
        var images = Draw.Uniform(1, 100, 3, 8, 8).to_type(ScalarType.Float32);

        Tensors.RequireNear(onnx.Logits(images), script.Logits(images), 1e-5);
    }

    [Fact]
    public void Its_first_kernels_are_those_of_the_same_network_in_ONNX()
    {
        using var scope = NewDisposeScope();
        using var script = Fixture.Open("rgb.pt", Fixture.Normalised);
        using var onnx = Fixture.Open("rgb.onnx", Fixture.Normalised);

        Assert.NotNull(((Classifier)onnx).FirstConvolution());
        Assert.NotNull(((Classifier)script).FirstConvolution());
        Tensors.RequireSame(((Classifier)onnx).FirstConvolution()!, ((Classifier)script).FirstConvolution()!);
        using var again = Fixture.Open("rgb.pt", Fixture.Normalised);
        Assert.NotNull(((Classifier)again).FirstConvolution());
    }

    [Fact]
    public void Nobody_saying_the_size_is_an_error_that_names_the_side_file()
    {
        var fault = Assert.Throws<ModelFormatException>(() => TorchScriptClassifier.Open(Fixture.Path("rgb.pt")));

        Assert.Equal("size of the input", fault.Field);
        Assert.Contains("rgb.json", fault.Expected);
    }

    [Fact]
    public void A_size_the_network_cannot_take_is_an_error_with_libtorch_s_reason()
    {
        var fault = Assert.Throws<ModelFormatException>(() =>
            TorchScriptClassifier.Open(Fixture.Path("rgb.pt"), new InputSpec { Channels = ChannelOrder.Grey, Height = 8, Width = 8 }));

        Assert.Equal("inference", fault.Field);
        Assert.Contains("expected input[1, 1, 8, 8] to have 3 channels", fault.Found);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("0", 6)]
    [InlineData("1", 4)]
    public void An_output_is_chosen_by_its_place(string output, int classes)
    {
        using var classifier = Fixture.Open("two_outputs.pt", new InputSpec { Output = output });

        Assert.Equal(classes, classifier.ClassCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    [InlineData("logits")]
    public void Outputs_that_could_be_meant_are_listed(string? output)
    {
        var fault = Assert.Throws<ModelFormatException>(() => Fixture.Open("two_outputs.pt", new InputSpec { Output = output }));

        Assert.Equal("output", fault.Field);
        Assert.Contains("\"0\" [1, 6], \"1\" [1, 4]", fault.Expected);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_an_error() =>
        Assert.Equal("TorchScript",
            Assert.Throws<ModelFormatException>(() => TorchScriptClassifier.Open(Fixture.Path("rgb.onnx"), options: Fixture.Rgb8x8)).Field);

    [Theory]
    [InlineData("return torch.", "return ops.torchvision.nms(x) + torch.", "operator", "torchvision::nms, which")]
    [InlineData("return torch.", "return __torch__.torch.classes.mine.Thing().f(x) + torch.", "operator", "mine::Thing, which")]
    public void Operators_from_elsewhere_are_named_because_libtorch_would_end_the_program(string old, string replacement, string field,
        string found)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Fixture.Path("rgb.pt"), folder["net.pt"]);
        using (var archive = System.IO.Compression.ZipFile.Open(folder["net.pt"], System.IO.Compression.ZipArchiveMode.Update))
        {
            var entry = archive.Entries.Single(entry => entry.FullName.EndsWith("linear.py", StringComparison.Ordinal));
            using var stream = entry.Open();
            var code = new StreamReader(stream).ReadToEnd();
            Assert.Contains(old, code);
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(code.Replace(old, replacement)));
        }

        var fault = Assert.Throws<ModelFormatException>(() => TorchScriptClassifier.Open(folder["net.pt"], options: Fixture.Rgb8x8));
        Assert.Equal(field, fault.Field);
        Assert.StartsWith(found, fault.Found);
    }

    [Fact]
    public void Bfloat16_gives_nearly_the_same_logits_in_float32_and_leaves_the_float32_model_as_it_is()
    {
        using var scope = NewDisposeScope();
        var options = Fixture.Rgb8x8 with { NumberType = NumberType.Bfloat16 };
        using var exact = Fixture.Open("rgb.pt", Fixture.Normalised);
        using var rounded = (IDifferentiableClassifier)ClassifierFile.Open(Fixture.Path("rgb.pt"), Fixture.Normalised, options);
        var images = Draw.Uniform(1, 100, 3, 8, 8).to_type(ScalarType.Float32);
        var (before, logits) = (exact.Logits(images), rounded.Logits(images));

        Assert.Equal(ScalarType.Float32, logits.dtype);
        var difference = (logits - before).abs().max().item<float>() / before.abs().max().item<float>();
        Assert.InRange(difference, 1e-4, 3e-2);
        Tensors.RequireSame(before, exact.Logits(images));
        Assert.EndsWith("evaluation mode, bfloat16", rounded.Description.ToString());

        using var gradient = rounded.CrossEntropyGradient(images, Fixture.Labels(100));
        using var expected = ((IDifferentiableClassifier)exact).CrossEntropyGradient(images, Fixture.Labels(100));
        Assert.Equal(ScalarType.Float32, gradient.Gradient.dtype);
        // Where another unit is the largest of its pool, single pixels differ by much.
        Assert.InRange(((gradient.Gradient - expected.Gradient).norm() / expected.Gradient.norm()).item<float>(), 0, 0.15);
    }

    [Theory]
    [InlineData("integers.pt", "number type", "integers in its buffer order")]
    [InlineData("frozen.pt", "inference", "loat")] // libtorch words it by processor: BFloat16 and Float, CPUBFloat16Type and CPUFloatType
    public void What_bfloat16_would_break_is_refused_with_the_reason(string file, string field, string found)
    {
        using (Fixture.Open(file))
        {
        }

        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Open(Fixture.Path(file), InputSpec.Default, Fixture.Rgb8x8 with { NumberType = NumberType.Bfloat16 }));
        Assert.Equal(field, fault.Field);
        Assert.Contains(found, fault.Found);
        Assert.Contains("float32", fault.Expected);
    }

    [Fact]
    public void The_description_says_what_computes()
    {
        using var classifier = Fixture.Open("rgb.pt");

        Assert.StartsWith($"TorchScript {__version__}, {Fixture.Path("rgb.pt")}, cpu, 1 thread, batches of at most 64",
            classifier.Description.ToString());
    }
}
