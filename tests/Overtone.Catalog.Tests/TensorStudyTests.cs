using Overtone.Catalog.FrequencyPrinciple.Parity;
using TorchSharp;

namespace Overtone.Catalog.Tests;

public class TensorStudyTests
{
    private static readonly FrequencyPrincipleParityOptions Small = new()
    {
        Dimension = 4,
        Samples = 8,
        Widths = [4],
        Steps = 3,
        Draws = 1,
    };

    [Fact]
    public void The_backend_names_the_library_with_its_version() =>
        Assert.Matches(@"^TorchSharp \d+\.\d+\.\d+$", new FrequencyPrincipleParity().Backend);

    [Theory]
    [InlineData("toaster")]
    [InlineData("")]
    public void A_device_that_does_not_exist_is_an_error_of_its_option(string device)
    {
        using var run = new TestRun { Device = device };
        var failures = run.Execute(new FrequencyPrincipleParity(), Small).Failures;
        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal($"--device: found {device}, expected cpu or cuda:N", failure.Text));
    }

    [Fact]
    public void A_device_that_is_not_here_is_an_error_of_its_option()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "This machine has a CUDA device.");
        using var run = new TestRun { Device = "cuda:0" };
        var failures = run.Execute(new FrequencyPrincipleParity(), Small).Failures;
        Assert.NotEmpty(failures);
        Assert.All(
            failures, failure => Assert.StartsWith(
                "--device: found cuda:0, expected cpu: no CUDA device is available", failure.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_are_those_of_the_run()
    {
        torch.set_num_threads(2);
        using var run = new TestRun();
        run.Execute(new FrequencyPrincipleParity(), Small);
        Assert.Equal(1, torch.get_num_threads());
    }
}
