using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.TrainingStages;

public class DeepNetworkTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(HiddenActivation.Relu)]
    [InlineData(HiddenActivation.ReluSquared)]
    [InlineData(HiddenActivation.Tanh)]
    public void One_hidden_layer_makes_a_network_with_one_hidden_layer(HiddenActivation activation)
    {
        using var scope = NewDisposeScope();
        var (outputWeights, inputWeights, biases) = (Draw.Normal(1, 50), Draw.Normal(2, 50), Draw.Normal(3, 50));
        using var shallow = new OneHiddenLayer(activation, outputWeights, inputWeights, biases);
        using var deep = new DeepNetwork(activation, [50], cat([inputWeights, biases, outputWeights]));
        var x = Points();
        Tensors.RequireNear(shallow.Values(x), deep.Values(x), Tolerance);
        var weights = Draw.Normal(4, x.shape[0]);
        var expected = shallow.Gradient(x, weights);
        Tensors.RequireNear(cat([expected[1], expected[2], expected[0]]), deep.Gradient(x, weights), 1e-10);
        var tangents = Tangents(shallow, x);
        Tensors.RequireNear(cat([tangents[1], tangents[2], tangents[0]]), Tangents(deep, x), Tolerance);
        Assert.Equal(shallow.Order, deep.Order);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Tangents_are_central_differences_of_the_values(int hiddenLayers)
    {
        using var scope = NewDisposeScope();
        using var network = DeepNetwork.Draw(HiddenActivation.Tanh, hiddenLayers, 5, seed: 1);
        var x = Points();
        var tangents = Tangents(network, x);
        const double Step = 1e-5;
        for (var n = 0; n < network.Parameters.shape[0]; n++)
        {
            network.Parameters[n].add_(Step);
            var after = network.Values(x);
            network.Parameters[n].sub_(2 * Step);
            var before = network.Values(x);
            network.Parameters[n].add_(Step);
            Tensors.RequireNear((after - before) / (2 * Step), tangents[n], 1e-8);
        }
    }

    // Layers of different widths, so that no two are mistaken for each other.
    [Theory]
    [InlineData(HiddenActivation.Relu)]
    [InlineData(HiddenActivation.ReluSquared)]
    public void The_gradient_is_that_of_automatic_differentiation(HiddenActivation activation)
    {
        using var scope = NewDisposeScope();
        using var network = new DeepNetwork(activation, [7, 45, 3], Draw.Normal(5, 14 + 360 + 138 + 3) / 2);
        var (x, weights) = (Points(), Draw.Normal(6, 64));
        var p = network.Parameters.clone().requires_grad_();
        Tensor layer = x.unsqueeze(0);
        long start = 0;
        foreach (var (inputs, neurons) in new[] { (1, 7), (7, 45), (45, 3) })
        {
            var matrix = p.narrow(0, start, inputs * neurons).reshape(neurons, inputs);
            start += inputs * neurons;
            var sums = matrix.matmul(layer) + p.narrow(0, start, neurons).unsqueeze(1);
            start += neurons;
            layer = activation == HiddenActivation.Relu ? sums.relu() : sums.relu().square();
        }

        var values = p.narrow(0, start, 3).matmul(layer);
        Tensors.RequireNear(values, network.Values(x), Tolerance * values.abs().max().item<double>());
        (values * weights).sum().backward();
        var tolerance = 1e-11 * p.grad!.abs().max().item<double>();
        Tensors.RequireNear(p.grad!, network.Gradient(x, weights), tolerance);
        Tensors.RequireNear(p.grad!, Tangents(network, x).matmul(weights), tolerance);
    }

    [Fact]
    public void Drawn_networks_follow_from_their_seed_and_are_of_moderate_size()
    {
        using var scope = NewDisposeScope();
        using var first = DeepNetwork.Draw(HiddenActivation.Relu, 3, 20, seed: 1);
        using var again = DeepNetwork.Draw(HiddenActivation.Relu, 3, 20, seed: 1);
        using var other = DeepNetwork.Draw(HiddenActivation.Relu, 3, 20, seed: 2);
        Assert.Equal([20, 20, 20], first.Widths);
        Assert.Equal(900, first.Parameters.shape[0]);
        Tensors.RequireSame(first.Parameters, again.Parameters);
        Assert.NotEqual(first.Parameters.Numbers(), other.Parameters.Numbers());
        Assert.InRange(first.Values(Points()).std().item<double>(), 0.05, 5);
    }

    [Fact]
    public void Parameters_are_as_many_as_the_widths_ask_for()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new DeepNetwork(HiddenActivation.Tanh, [4, 4], zeros(31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeepNetwork(HiddenActivation.Tanh, [], zeros(1)));
    }

    [Fact]
    public void No_tensor_is_left() => Tensors.RequireNoTensorLeft(
        () =>
        {
            using var network = DeepNetwork.Draw(HiddenActivation.Tanh, 3, 9, seed: 1);
            using var x = Points();
            using var values = network.Values(x);
            using var gradient = network.Gradient(x, values);
            network.VisitTangents(x, (_, _) => { });
        },
        times: 3);

    private static Tensor Points() => linspace(-2.9, 3.1, 64, dtype: float64);

    // Of all parameters at once, in the parameters' shape.
    private static Tensor Tangents(INetworkOnLine network, Tensor x)
    {
        var all = empty([.. network.Parameters.shape, x.shape[0]], dtype: float64);
        network.VisitTangents(x, (tangents, of) =>
        {
            for (var n = 0; n < x.shape[0]; n++)
            {
                var place = of(all.select(-1, n));
                place.copy_(tangents.select(1, n).reshape(place.shape));
            }
        });
        return all;
    }
}
