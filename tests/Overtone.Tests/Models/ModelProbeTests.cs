using Overtone.Models;

namespace Overtone.Tests.Models;

/// <summary>Models that end a process do not end this one.</summary>
public sealed class ModelProbeTests
{
    private static readonly ClassifierOptions Small = new() { DataSize = new InputSize(3, 16, 16) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("crash.pt")]
    [InlineData("crash-unknown-type.pt")]
    public void A_damaged_file_that_ends_its_process_is_told_in_one_sentence(string file)
    {
        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Probe(Path.Combine(Cases.Damaged, file), options: Small, cancellation: Stop));
        Assert.StartsWith(Path.Combine(Cases.Damaged, file), fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.InRange(fault.Message.Length, 40, 600);
    }

    [Fact]
    public void A_model_that_was_prepacked_for_inference_is_told_in_one_sentence()
    {
        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Probe(Path.Combine(Cases.Models, "optimised-for-inference.pt"), options: Small, cancellation: Stop));
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("detached-output.pt")]
    [InlineData("argmax-output.pt")]
    public void A_model_without_a_gradient_can_be_used_without_one(string file)
    {
        ProbeResult result = ClassifierFile.Probe(Path.Combine(Cases.Models, file), options: Small, cancellation: Stop);
        Assert.False(result.HasGradient);
        Assert.Contains("gradient", result.GradientFault);
    }

    [Fact]
    public void A_sound_model_tells_its_size_classes_and_gradient()
    {
        ProbeResult script = ClassifierFile.Probe(
            Path.Combine(Cases.Models, "in-place-normalisation-twin.pt"), options: Small, cancellation: Stop);
        Assert.Equal((new InputSize(3, 16, 16), true, ""), (script.InputSize, script.HasGradient, script.GradientFault));
        ProbeResult onnx = ClassifierFile.Probe(Path.Combine(Cases.Models, "softmax-at-the-end.onnx"), cancellation: Stop);
        Assert.Equal((true, ""), (onnx.HasGradient, onnx.GradientFault));
        Assert.Equal((10, 4), (onnx.ClassCount, script.ClassCount));
    }

    [Fact]
    public void Faults_that_need_no_process_are_those_of_opening()
    {
        string file = Path.Combine(Cases.Models, "nhwc.pt");
        var opened = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(file, options: Small));
        Assert.Equal(
            opened.Message,
            Assert.Throws<ModelFormatException>(() => ClassifierFile.Probe(file, options: Small, cancellation: Stop)).Message);
    }

    [Fact]
    public void A_limit_of_memory_is_kept()
    {
        string file = Path.Combine(Cases.Models, "softmax-at-the-end.onnx");
        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Probe(file, limits: new ProbeLimits { Memory = 1 << 20 }, cancellation: Stop));
        Assert.Contains("GiB of memory", fault.Message);
        Assert.Contains("raise the memory limit", fault.Message);
    }

    [Fact]
    public void A_limit_of_time_is_kept()
    {
        string file = Path.Combine(Cases.Models, "softmax-at-the-end.onnx");
        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Probe(file, limits: new ProbeLimits { Time = TimeSpan.Zero }, cancellation: Stop));
        Assert.Contains("no answer within 0 seconds", fault.Message);
    }

    [Fact]
    public void A_probe_can_be_stopped()
    {
        string file = Path.Combine(Cases.Models, "softmax-at-the-end.onnx");
        Assert.ThrowsAny<OperationCanceledException>(() => ClassifierFile.Probe(file, cancellation: new CancellationToken(canceled: true)));
    }
}
