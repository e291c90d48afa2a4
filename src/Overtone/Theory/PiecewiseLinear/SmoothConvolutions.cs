using Overtone.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The smoother kin of a convolutional network: the same weights with tanh in the place of ReLU, in float64. Its maxima stay.
/// Source: none; the negative control of 1806.08734, Theorem 1.
/// </summary>
public sealed class SmoothConvolutions : IDisposable
{
    private readonly SmallConvolutionalNetwork _network;

    /// <summary>The kin of a network.</summary>
    public SmoothConvolutions(SmallConvolutionalNetwork network)
    {
        using var scope = NewDisposeScope();
        _network = new SmallConvolutionalNetwork(
            network.Shape with
            {
                Activation = Activation.Tanh,
            },
            new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1),
            seed: 0);
        _network.load_state_dict(network.state_dict());
        _network.to(ScalarType.Float64);
    }

    /// <summary>The first output.</summary>
    public double Evaluate(double[] input)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        ConvolutionalShape shape = _network.Shape;
        return _network.call(tensor(input, float64).reshape(1, shape.Channels, shape.Height, shape.Width))[0, 0].item<double>();
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => _network.Dispose();
}
