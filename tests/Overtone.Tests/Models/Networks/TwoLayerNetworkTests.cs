using Overtone.Models.Networks;

namespace Overtone.Tests.Models.Networks;

public class TwoLayerNetworkTests
{
    private static readonly double[,] Rows = { { 3, 4 }, { -1, 0 } };

    [Fact]
    public void Values_are_sums_of_ramps()
    {
        // At (1, 2): 3 + 8 = 11 and −1.
        double[,] point = { { 1, 2 } };
        Assert.Equal([(2 * 10.5) + (7 * 0)], new TwoLayerNetwork(NeuronForm.Bias, Rows, [-0.5, 0.9], [2, 7]).At(point));
        Assert.Equal([(2 * (11 - 2.5)) + (7 * 0.5)], new TwoLayerNetwork(NeuronForm.Breakpoint, Rows, [-0.5, 1.5], [2, 7]).At(point));
    }

    [Fact]
    public void A_breakpoint_is_where_the_ramp_begins()
    {
        var ramp = new TwoLayerNetwork(NeuronForm.Breakpoint, new double[,] { { 5 } }, [-0.3], [1]);
        Assert.Equal([0, 0, 0.5], ramp.At(new double[,] { { 0.2 }, { 0.3 }, { 0.4 } }), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Norms_are_of_whole_rows() => Assert.Equal(5, new TwoLayerNetwork(NeuronForm.Bias, Rows, [0, 0], [1, 1]).InputNorm(0));

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TwoLayerNetwork(NeuronForm.Bias, Rows, [0], [1, 1]));
        Assert.Throws<ArgumentException>(() => new TwoLayerNetwork(NeuronForm.Bias, Rows, [0, 0], [1, 1]).At(new double[1, 3]));
    }
}
