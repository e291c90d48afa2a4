using Overtone.Models.Networks;
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

    [Fact]
    public void Networks_that_tell_right_from_left_and_up_from_down_agree_in_two_quarters_of_the_plane()
    {
        // Two weights and a bias each.
        Tensor parameters = tensor(new float[,] { { 1, 0, 0 }, { 0, 1, 0 } });
        using var networks = ReluNetworkEnsemble.Of([2, 1], parameters);
        double Agreement(int side) => SineSign.Agreement(networks, PlanePoints.Grid(1.6, side), CPU);
        Assert.Equal(0.5, Agreement(20));
        // What lies on an axis counts as left, or as down.
        Assert.Equal(5.0 / 9, Agreement(3), 1e-15);
        Tensors.RequireNoTensorLeft(() => Agreement(4), times: 2);
    }
}
