using Overtone.Models;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

public class OnnxGraphTests
{
    [Fact]
    public void Of_several_outputs_each_has_a_fault_of_its_own()
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = new SampleGraph(17).Input("x", [2, 3]).Output("y").Output("z")
            .Node("Unknown", ["x"], ["z"]).Node("Relu", ["x"], ["y"]);
        Assert.Null(graph.InFile(file => OnnxModule.FaultOf(file)));
        Assert.Null(graph.InFile(file => ClassifierFile.GradientFault(file, "y")));
        Assert.Contains("Unknown", graph.InFile(file => ClassifierFile.GradientFault(file, "z"))!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vit-tiny.onnx", "/encoder/layers/encoder_layer_1/Add_1_output_0", "/conv_proj/Conv_output_0")]
    [InlineData("vit-two-extra-tokens.onnx", "/b.1/Add_2_output_0", "/e/Conv_output_0")]
    [InlineData("vit-rectangular.onnx", "/b.1/Add_2_output_0", "/e/Conv_output_0")]
    public void Tokens_come_from_the_patch_embedding_with_class_tokens_before_them(string model, string layer, string convolution) =>
        Assert.Equal(new PatchOrigin(convolution, ExtraTokens.Leading), OnnxClassifier.PatchesOf(Path.Combine(Cases.Models, model), layer));

    [Fact]
    public void What_comes_from_no_convolution_has_no_patches() =>
        Assert.Null(OnnxClassifier.PatchesOf(Path.Combine(Cases.Models, "vit-tiny.onnx"), "/Shape_output_0"));

    [Fact]
    public void Sums_with_weights_are_no_blocks_also_where_a_node_hands_the_weights_on()
    {
        // Of layer 1 the bias of the projection comes from an Identity.
        Assert.Equal(
            [
                "/conv_proj/Conv_output_0",
                "/encoder/layers/encoder_layer_0/Add_output_0", "/encoder/layers/encoder_layer_0/Add_1_output_0",
                "/encoder/layers/encoder_layer_1/Add_output_0", "/encoder/layers/encoder_layer_1/Add_1_output_0",
            ],
            OnnxClassifier.FeatureMaps(Path.Combine(Cases.Models, "vit-tiny.onnx")));
    }

    [Fact]
    public void A_layer_of_a_model_with_weights_beside_it_is_answered_and_its_kernels_are_read()
    {
        using var scope = NewDisposeScope();
        string model = Path.Combine(Cases.Models, "external-weights", "model.onnx");
        Assert.Equal(["/f/Conv_output_0"], OnnxClassifier.FeatureMaps(model));
        var options = new ClassifierOptions { Layer = "/f/Conv_output_0" };
        using IClassifier whole = ClassifierFile.Open(model), layer = ClassifierFile.Open(model, options: options);
        Tensor images = Draw.Uniform(3, 2, 3, 16, 16).to_type(ScalarType.Float32), kernels = ((Classifier)whole).FirstConvolution()!;
        Assert.Equal([8, 3, 3, 3], kernels.shape);
        Tensor answers = layer.Logits(images).reshape([2, .. ((OnnxClassifier)layer).LayerShape]);
        // Of the difference, so that the bias does not matter.
        Tensor expected = nn.functional.conv2d((images[0] - images[1]).unsqueeze(0), kernels, padding: [1, 1]);
        Tensors.RequireNear(expected[0], answers[0] - answers[1], 1e-4);
    }

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("")]
    [InlineData("missing.bin")]
    public void Weights_are_read_from_the_folder_alone(string location)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllBytes(folder["outside.bin"], new byte[8]);
        Assert.Null(OnnxExternalTensor.Read(folder["model"], new Dictionary<string, string> { ["location"] = location }, 2));
    }

    [Theory]
    [InlineData("4", "8", true)]
    [InlineData("8", "8", false)]
    [InlineData("0", "12", false)]
    [InlineData("-4", "8", false)]
    public void A_part_of_a_file_is_read_if_it_is_all_there(string offset, string length, bool isThere)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["weights.bin"], [.. new[] { 1f, 2f, 3f }.SelectMany(BitConverter.GetBytes)]);
        var entries = new Dictionary<string, string> { ["location"] = "weights.bin", ["offset"] = offset, ["length"] = length };
        Assert.Equal(isThere ? [2, 3] : null, OnnxExternalTensor.Read(Path.GetDirectoryName(folder["weights.bin"])!, entries, 2));
    }
}
