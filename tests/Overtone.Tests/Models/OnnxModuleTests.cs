using Overtone.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class OnnxModuleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("rgb.onnx")]
    [InlineData("any_size.onnx")]
    public void It_computes_what_PyTorch_does_and_any_number_of_images(string file)
    {
        using var module = OnnxModule.Open(Fixture.Path(file));
        Tensor images = Fixture.Read("images_rgb.npy"), expected = Fixture.Read("logits_rgb.npy");
        Tensors.RequireNear(expected, module.call(images), 1e-5);
        // More shapes than are kept, and back.
        for (int count = 1; count <= 6; count++)
            Tensors.RequireNear(expected.narrow(0, 0, count), module.call(images.narrow(0, 0, count)), 1e-5);
        Tensors.RequireNear(expected.narrow(0, 0, 1), module.call(images.narrow(0, 0, 1)), 1e-5);
        Assert.Equal(("images", "logits"), (module.Input, module.Output));
    }

    [Fact]
    public void Its_gradient_serves_a_loop_of_one_s_own()
    {
        using var module = OnnxModule.Open(Fixture.Path("rgb.onnx"));
        Tensor images = Fixture.Read("images_rgb.npy").requires_grad_(), labels = tensor(Fixture.Labels(6));
        nn.functional.cross_entropy(module.call(images), labels, reduction: nn.Reduction.Sum).backward();
        Tensors.RequireNear(Fixture.Read("gradient_rgb.npy"), images.grad!, 1e-5);
    }

    [Fact]
    public void A_tensor_inside_the_graph_can_be_asked_for()
    {
        string file = Fixture.Path("rgb.onnx");
        string layer = OnnxClassifier.FeatureMaps(file)[0];
        using var module = OnnxModule.Open(file, layer);
        using var runtime = OnnxClassifier.Open(file, options: new ClassifierOptions { Layer = layer });
        Tensor images = Fixture.Read("images_rgb.npy");
        Tensors.RequireNear(runtime.Logits(images), module.call(images).flatten(1), 1e-5);
    }

    [Fact]
    public void In_bfloat16_everything_but_shapes_is_rounded()
    {
        string file = Path.Combine(Cases.Models, "vit-tiny.onnx");
        string layer = OnnxClassifier.FeatureMaps(file)[^1];
        using var exact = OnnxModule.Open(file, layer);
        using var rounded = OnnxModule.Open(file, layer, NumberType.Bfloat16);
        Tensor images = Draw.Normal(1, 8, 3, 32, 32).to_type(ScalarType.Float32);
        Tensor expected = exact.call(images), found = rounded.call(images.to_type(ScalarType.BFloat16));
        Assert.Equal(ScalarType.BFloat16, found.dtype);
        double error = ((found.to_type(ScalarType.Float32) - expected).norm() / (expected - expected.mean([0], keepdim: true)).norm())
            .item<float>();
        Assert.InRange(error, 1e-5, 0.1);
    }

    [Theory]
    [InlineData("two_inputs.onnx", "inputs: found 2: ")]
    [InlineData("two_outputs.onnx", "outputs: found 2: ")]
    public void What_has_not_one_input_and_one_output_is_refused(string file, string message) => Assert.Contains(
        message, Assert.Throws<ModelFormatException>(() => OnnxModule.Open(Fixture.Path(file))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_node_that_cannot_be_computed_is_named_with_its_operator_and_opset()
    {
        Assert.Null(OnnxModule.FaultOf(Fixture.Path("rgb.onnx")));
        string? fault = OnnxModule.FaultOf(Fixture.Path("noise.onnx"));
        Assert.Matches("^node \"[^\"]+\" \\(Random[A-Za-z]+\\): found operator Random[A-Za-z]+ of opset [0-9]+$", fault);
        using var classifier = Fixture.Open("noise.onnx");
        Assert.IsNotType<IDifferentiableClassifier>(classifier, exactMatch: false);
    }
}
