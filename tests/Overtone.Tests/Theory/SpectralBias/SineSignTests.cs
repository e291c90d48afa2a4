using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.SpectralBias;

public class SineSignTests
{
    [Fact]
    public void Half_of_whole_periods_lie_above_zero() => Assert.Equal(0.5, SineSign.Of(1, 3, 600).Average(), 0.01);

    [Fact]
    public void Accuracies_are_those_of_each_network()
    {
        using var scope = NewDisposeScope();
        var targets = tensor(new float[] { 1, 0, 1, 0 }, [1, 4, 1]).expand(2, -1, -1);
        var logits = tensor(new float[] { 2, -1, 0.1f, -3, 2, 1, -0.1f, -3 }, [2, 4, 1]);
        Assert.Equal([1, 0.5], SineSign.Accuracies(logits, targets));
    }
}
