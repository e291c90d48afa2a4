using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class OnnxClassifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_description_names_all_that_may_change_the_last_digits()
    {
        using var classifier = OnnxClassifier.Open(Fixture.Path("rgb.onnx"), options: new ClassifierOptions { Threads = 2, BatchSize = 7 });

        Assert.Equal(
            $"ONNX Runtime 1.31.1, {Fixture.Path("rgb.onnx")}, input images, output logits, cpu, 2 threads, batches of at most 7, "
            + "sequential, no spinning, deterministic, all graph optimisations",
            classifier.Description.ToString());
    }

    [Fact]
    public void Threads_are_libtorch_s_unless_said_otherwise()
    {
        using var classifier = OnnxClassifier.Open(Fixture.Path("rgb.onnx"));

        Assert.Equal(get_num_threads(), classifier.Description.Threads);
    }

    [Fact]
    public void Repeats_threads_and_batch_sizes_give_the_same_bits()
    {
        using var scope = NewDisposeScope();
        using var one = OnnxClassifier.Open(Fixture.Path("rgb.onnx"), options: new ClassifierOptions { Threads = 1 });
        using var two = OnnxClassifier.Open(Fixture.Path("rgb.onnx"), options: new ClassifierOptions { Threads = 2, BatchSize = 4 });
        var images = Fixture.Read("images_rgb.npy");

        Tensors.RequireSame(one.Logits(images), one.Logits(images));
        Tensors.RequireSame(one.Logits(images), two.Logits(images));
    }

    [Fact]
    public void Dropout_in_the_graph_is_left_out_even_if_exported_in_training_mode()
    {
        using var scope = NewDisposeScope();
        using var classifier = Fixture.Open("dropout.onnx");

        Tensors.RequireNear(Fixture.Read("logits_rgb.npy"), classifier.Logits(Fixture.Read("images_rgb.npy")), 1e-5);
    }

    [Fact]
    public void An_output_is_chosen_by_name()
    {
        using var scope = NewDisposeScope();
        using var classifier = OnnxClassifier.Open(Fixture.Path("two_flat_outputs.onnx"), new InputSpec { Output = "logits" });
        using var features = OnnxClassifier.Open(Fixture.Path("two_flat_outputs.onnx"), new InputSpec { Output = "features" });

        Tensors.RequireNear(Fixture.Read("logits_rgb.npy"), classifier.Logits(Fixture.Read("images_rgb.npy")), 1e-5);
        Assert.Equal(6, features.ClassCount);
    }

    [Fact]
    public void Several_outputs_that_could_be_meant_are_listed()
    {
        var fault = Fault("two_flat_outputs.onnx", null, "outputs");

        Assert.Equal("features: float32 [axis0, 6], logits: float32 [axis0, 4]", fault.Found);
        Assert.Contains("\"output\"", fault.Expected);
    }

    [Fact]
    public void An_output_that_is_not_there_or_no_scores_is_an_error()
    {
        Assert.Contains("maps: float32 [axis0, 6, 1, 1], logits: float32 [axis0, 4]",
            Fault("two_outputs.onnx", new InputSpec { Output = "logit" }, "output").Expected);
        using var maps = Fixture.Open("two_outputs.onnx", new InputSpec { Output = "maps" });
        Assert.Equal((6, "its outputs of shape [n, 6, 1, 1] are read as [n, 6]"), (maps.ClassCount, maps.Description.Adaptations.Single()));
        using var scores = Fixture.Open("rank3_output.onnx");
        Assert.Equal(4, scores.ClassCount);
        Assert.Equal("its outputs of shape [n, 4, 1] are read as [n, 4]", scores.Description.Adaptations.Single());
    }

    [Fact]
    public void Inputs_of_a_type_that_no_image_has_say_how_to_export()
    {
        var fault = Fault("int8.onnx", null, "input images");
        Assert.Equal("int8", fault.Found);
        Assert.Contains("float32 example", fault.Expected);
    }

    [Theory]
    [InlineData("double.onnx", "pixels are passed as float64")]
    [InlineData("uint8.onnx", "pixels are passed as bytes: every change is rounded to whole steps of 1/255")]
    public void Inputs_of_other_numbers_are_made_so(string file, string adaptation)
    {
        using var classifier = Fixture.Open(file);
        Assert.Equal(adaptation, classifier.Description.Adaptations.Single());
    }

    [Fact]
    public void There_must_be_one_input_of_two_to_four_axes()
    {
        Assert.Equal("left: float32 [axis0, 3, 8, 8], right: float32 [axis0, 3, 8, 8]", Fault("two_inputs.onnx", null, "inputs").Found);
        Assert.Equal("shape [axis0, 1, 1, 8, 8]", Fault("rank5.onnx", null, "input images").Found);
    }

    [Fact]
    public void A_size_left_open_is_taken_from_the_description_then_from_the_data()
    {
        var path = Fixture.Path("any_size.onnx");
        using var described = OnnxClassifier.Open(path, new InputSpec { Height = 9, Width = 10 }, Fixture.Rgb8x8);
        using var ofData = OnnxClassifier.Open(path, options: Fixture.Rgb8x8);

        Assert.Equal(new InputSize(3, 9, 10), described.InputSize);
        Assert.Equal(new InputSize(3, 8, 8), ofData.InputSize);
        Assert.Contains("any_size.json", Fault("any_size.onnx", null, "height of the input").Expected);
    }

    [Fact]
    public void A_size_in_the_model_and_another_in_the_description_is_an_error() =>
        Fault("rgb.onnx", new InputSpec { Height = 9 }, "height");

    [Theory]
    [InlineData("nhwc.onnx", PixelLayout.Nchw)]
    [InlineData("rgb.onnx", PixelLayout.Nhwc)]
    public void A_layout_that_cannot_be_is_an_error(string file, PixelLayout layout) =>
        Fault(file, new InputSpec { Layout = layout }, "layout");

    [Fact]
    public void An_unknown_operation_is_named()
    {
        var path = _folder.Write("unknown.onnx",
            Replace(File.ReadAllBytes(Fixture.Path("rgb.onnx")), "\"\u0007MaxPool", "\"\u0007MaxPuul"));

        var fault = Assert.Throws<ModelFormatException>(() => OnnxClassifier.Open(path));
        Assert.Equal((path, "ONNX"), (fault.File, fault.Field));
        Assert.Contains("MaxPuul", fault.Found);
        Assert.DoesNotContain("Load model from", fault.Found);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Bytes_that_are_no_graph_are_an_error()
    {
        var path = _folder.Write("noise.onnx", [.. Enumerable.Range(0, 4000).Select(index => (byte)(index * index * 31))]);

        Assert.Equal("ONNX", Assert.Throws<ModelFormatException>(() => OnnxClassifier.Open(path)).Field);
    }

    private static ModelFormatException Fault(string file, InputSpec? spec, string field)
    {
        var fault = Assert.Throws<ModelFormatException>(() => OnnxClassifier.Open(Fixture.Path(file), spec));
        Assert.Equal(field, fault.Field);
        return fault;
    }

    private static byte[] Replace(byte[] bytes, string old, string replacement)
    {
        var index = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(old));
        Assert.True(index >= 0);
        System.Text.Encoding.ASCII.GetBytes(replacement).CopyTo(bytes.AsSpan(index));
        return bytes;
    }
}
