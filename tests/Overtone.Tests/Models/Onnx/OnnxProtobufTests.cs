using Overtone.Models.Onnx;

namespace Overtone.Tests.Models.Onnx;

public class OnnxProtobufTests
{
    [Fact]
    public void Models_of_PyTorch_are_whole_and_keep_their_weights_inside()
    {
        foreach (var file in Directory.GetFiles(Fixture.Path(""), "*.onnx"))
        {
            using var stream = File.OpenRead(file);
            Assert.Equal(OnnxProtobuf.Extent.Whole, OnnxProtobuf.Check(stream));
            Assert.Empty(OnnxProtobuf.ExternalFiles(stream));
        }
    }

    [Fact]
    public void A_model_cut_inside_its_graph_is_truncated()
    {
        var whole = File.ReadAllBytes(Fixture.Path("rgb.onnx"));

        Assert.Equal(OnnxProtobuf.Extent.Truncated, OnnxProtobuf.Check(new MemoryStream(whole[..^200])));
        Assert.Equal(OnnxProtobuf.Extent.NotOnnx, OnnxProtobuf.Check(new MemoryStream(whole[..10])));
        Assert.Equal(OnnxProtobuf.Extent.NotOnnx, OnnxProtobuf.Check(new MemoryStream("plain text"u8.ToArray())));
    }

    [Fact]
    public void Files_that_hold_weights_are_named_once_each()
    {
        using var stream = new MemoryStream(SampleOnnx.WithExternalWeights("a.bin", "b.bin", "a.bin"));

        Assert.Equal(OnnxProtobuf.Extent.Whole, OnnxProtobuf.Check(stream));
        Assert.Equal(["a.bin", "b.bin"], OnnxProtobuf.ExternalFiles(stream));
    }
}
