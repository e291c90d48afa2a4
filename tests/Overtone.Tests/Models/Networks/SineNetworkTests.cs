using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class SineNetworkTests
{
    [Fact]
    public void Outputs_are_those_of_the_definition()
    {
        using var scope = NewDisposeScope();
        using var network = new SineNetwork([2, 5, 4, 1], 30, seed: 1);
        Tensor input = Draw.Uniform(1, 6, 2).to_type(ScalarType.Float32), x = input;
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        for (var layer = 0; layer < 3; layer++)
        {
            x = x.mm(parameters[$"weight{layer}"]) + parameters[$"bias{layer}"];
            x = layer < 2 ? (30 * x).sin() : x;
        }

        Tensors.RequireNear(x, network.call(input), 1e-5);
    }

    [Fact]
    public void Weights_begin_within_the_published_bounds_and_reach_them()
    {
        using var network = new SineNetwork([2, 200, 200, 1], 30, seed: 1);
        var largest = network.named_parameters().ToDictionary(p => p.name, p => ((Tensor)p.parameter).Numbers().Max(Math.Abs));
        (string, double)[] bounds =
        [
            ("weight0", 0.5),
            ("weight1", Math.Sqrt(6.0 / 200) / 30),
            ("weight2", Math.Sqrt(6.0 / 200) / 30),
            ("bias1", 1 / Math.Sqrt(200)),
        ];
        foreach (var (name, bound) in bounds)
        {
            Assert.InRange(largest[name], 0.95 * bound, bound * (1 + 1e-6));
        }
    }

    [Fact]
    public void Arguments_of_sines_are_spread_alike_in_every_layer()
    {
        // The paper's theorem: standard normal arguments after the first layer, here of 512 neurons; so sines have a mean square of
        // (1 - e^-2)/2 = 0.43.
        using var scope = NewDisposeScope();
        using var network = new SineNetwork([2, 512, 512, 512, 512], 30, seed: 4);
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        Tensor x = (2 * Draw.Uniform(1, 400, 2).to_type(ScalarType.Float32)) - 1;
        for (var layer = 0; layer < 3; layer++)
        {
            x = (30 * (x.mm(parameters[$"weight{layer}"]) + parameters[$"bias{layer}"])).sin();
            Assert.Equal(layer == 0 ? 0.5 : 0.45, x.square().mean().item<float>(), 0.06);
        }
    }

    [Fact]
    public void What_is_no_network_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SineNetwork([2], 30, 1));
        Assert.Throws<ArgumentException>(() => new SineNetwork([2, 0, 1], 30, 1));
        Assert.Throws<ArgumentException>(() => new SineNetwork([2, 1], 0, 1));
    }
}
