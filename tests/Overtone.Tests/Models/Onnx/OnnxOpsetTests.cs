using Overtone.Models;
using Overtone.Models.Onnx;

namespace Overtone.Tests.Models.Onnx;

public sealed class OnnxOpsetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_too_old_for_ONNX_Runtime_says_how_to_convert_it()
    {
        string model = _folder.Write("old.onnx", SampleOnnx.MatrixProduct(opset: 6));

        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(model));
        Assert.Equal("opset", fault.Field);
        Assert.StartsWith("6 (\"Could not find an implementation for Gemm(6)", fault.Found, StringComparison.Ordinal);
        Assert.Contains("convert_version(onnx.load(\"old.onnx\"), 13)", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_model_that_cannot_be_used_is_not_told_to_be_converted()
    {
        string model = _folder.Write("new.onnx", SampleOnnx.MatrixProduct(opset: 13));

        Assert.Equal("inputs", Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(model)).Field);
    }

    [Theory]
    [InlineData(6, "")]
    [InlineData(13, "ai.onnx.ml")]
    public void The_version_is_that_of_the_standard_operators(int opset, string otherDomain)
    {
        using var stream = new MemoryStream(SampleOnnx.MatrixProduct(opset, otherDomain));

        Assert.Equal(opset, OnnxProtobuf.Opset(stream));
    }

    [Fact]
    public void A_model_need_not_say_its_version()
    {
        using var stream = new MemoryStream(SampleOnnx.Model([]));

        Assert.Null(OnnxProtobuf.Opset(stream));
    }
}
