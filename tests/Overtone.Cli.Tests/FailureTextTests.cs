using Overtone.Hosting.Terminal;
using Overtone.Studies.Runs;

namespace Overtone.Cli.Tests;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData("opening a.onnx", "/m/a.onnx: ONNX: found none, expected one", "/m/a.onnx: ONNX: found none, expected one")]
    [InlineData("opening a.onnx", "a.onnx: weights: found none", "a.onnx: weights: found none")]
    [InlineData("preflight of a.onnx", "images: size: found 8x8 pixels", "preflight of a.onnx: images: size: found 8x8 pixels")]
    [InlineData("opening a.onnx", "/m/b.onnx: ONNX: found none", "opening a.onnx: /m/b.onnx: ONNX: found none")]
    [InlineData("opening a.onnx", "x.onnx: found none", "opening a.onnx: x.onnx: found none")]
    [InlineData("seed 1", "", "seed 1: ")]
    public void A_file_is_named_once(string label, string reason, string text) =>
        Assert.Equal(text, FailureText.Of(new TrialEvent(DateTimeOffset.UnixEpoch, TrialEventKind.Failed, "key", label, 1, reason)));
}
