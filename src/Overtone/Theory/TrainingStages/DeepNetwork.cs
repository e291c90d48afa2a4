using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// A fully connected network on the line with any number of hidden layers, in float64, with the derivatives of its values by all
/// parameters. The last layer is linear and has no bias, so that one hidden layer makes a <see cref="OneHiddenLayer"/>.
/// </summary>
/// <remarks>Source: 1906.09235, whose networks are general.</remarks>
public sealed class DeepNetwork : INetworkOnLine
{
    private const int TangentsAtOnce = 40;

    private readonly HiddenActivation _activation;
    private readonly Tensor _parameters;
    private readonly Layer[] _layers;

    /// <summary>A network.</summary>
    /// <param name="activation">σ, of every hidden layer.</param>
    /// <param name="widths">The neurons of each hidden layer.</param>
    /// <param name="parameters">As <see cref="Parameters"/>, which is a copy of it.</param>
    /// <exception cref="ArgumentException">There is no hidden layer, or the parameters are not as many as the widths ask for.</exception>
    public DeepNetwork(HiddenActivation activation, IReadOnlyList<int> widths, Tensor parameters)
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfZero(widths.Count, nameof(widths));
        _layers = [.. Layers(widths)];
        long count = _layers[^1].End;
        if (!parameters.shape.AsSpan().SequenceEqual([count]))
            throw new ArgumentException(
                $"Of the shape ({string.Join(", ", parameters.shape)}); these widths ask for ({count}).", nameof(parameters));
        (_activation, Widths) = (activation, [.. widths]);
        using var scope = NewDisposeScope();
        _parameters = parameters.to_type(ScalarType.Float64).clone().DetachFromDisposeScope();
    }

    /// <summary>
    /// A network drawn from a seed: all parameters normal, the weights of all layers but the first with deviation 1/√m.
    /// </summary>
    /// <param name="activation">σ, of every hidden layer.</param>
    /// <param name="hiddenLayers">How many hidden layers, at least 1.</param>
    /// <param name="width">m, the neurons of each.</param>
    /// <param name="seed">The seed.</param>
    public static DeepNetwork Draw(HiddenActivation activation, int hiddenLayers, int width, long seed)
    {
        using var scope = NewDisposeScope();
        int[] widths = [.. Enumerable.Repeat(width, hiddenLayers)];
        var parts = new List<Tensor>();
        foreach ((Layer layer, int index) in Layers(widths).Select((layer, index) => (layer, index)))
        {
            parts.Add(Normal("weights", index, layer.Inputs * layer.Neurons) / Math.Sqrt(layer.Inputs));
            if (layer.HasBias)
                parts.Add(Normal("biases", index, layer.Neurons));
        }

        return new DeepNetwork(activation, widths, cat(parts));

        Tensor Normal(string name, int index, int count)
        {
            using Generator generator = RandomStreams.Create(seed, $"deep-{name}", index);
            return empty([count], dtype: float64).normal_(0, 1, generator);
        }
    }

    /// <summary>The neurons of each hidden layer.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>
    /// All parameters, [count], layer by layer from the input: of each neuron its weights, then the biases of all; the last layer has
    /// weights only. A view: what is changed in it changes the network.
    /// </summary>
    public Tensor Parameters => _parameters;

    /// <summary>
    /// An order s of which the derivatives of the network's values by its parameters have a finite Sobolev norm: 0.4 with ReLU, 1.4 with
    /// ReLU², 4 (any) with tanh. Layers on layers keep the kinks that they are given, and make none that are sharper.
    /// </summary>
    public double Order => _activation.Order();

    /// <inheritdoc/>
    public Tensor Values(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Forward(x).Values.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void VisitTangents(Tensor x, TangentVisitor visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        using var scope = NewDisposeScope();
        foreach ((Layer layer, Tensor inputs, Tensor pulls) in Backward(x, ones_like(x)))
        {
            int neurons = Math.Max(1, TangentsAtOnce / layer.Inputs);
            for (int first = 0; first < layer.Neurons; first += neurons)
            {
                using var block = NewDisposeScope();
                int count = Math.Min(neurons, layer.Neurons - first), start = layer.Start + (first * layer.Inputs);
                Tensor tangents = pulls.narrow(0, first, count).unsqueeze(1) * inputs;
                visit(tangents.flatten(0, 1), all => all.narrow(0, start, count * layer.Inputs));
            }

            if (layer.HasBias)
                visit(pulls, layer.Biases);
        }
    }

    /// <inheritdoc/>
    public Tensor Gradient(Tensor x, Tensor weights)
    {
        using var scope = NewDisposeScope();
        Tensor gradient = empty_like(_parameters);
        foreach ((Layer layer, Tensor inputs, Tensor pulls) in Backward(x, weights))
        {
            layer.Weights(gradient).copy_(pulls.matmul(inputs.t()));
            if (layer.HasBias)
                layer.Biases(gradient).copy_(pulls.sum([1]));
        }

        return gradient.MoveToOuterDisposeScope();
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => _parameters.Dispose();

    private static IEnumerable<Layer> Layers(IReadOnlyList<int> widths)
    {
        var layer = new Layer(0, 1, widths[0], HasBias: true);
        yield return layer;
        foreach (int neurons in widths.Skip(1))
            yield return layer = new Layer(layer.End, layer.Neurons, neurons, HasBias: true);
        yield return new Layer(layer.End, layer.Neurons, 1, HasBias: false);
    }

    // What every layer is given, [inputs, n], and each hidden one's sums before the activation, [neurons, n].
    private (Tensor Values, List<Tensor> Inputs, List<Tensor> Sums) Forward(Tensor x)
    {
        List<Tensor> inputs = [x.unsqueeze(0)], sums = [];
        foreach (Layer layer in _layers[..^1])
        {
            sums.Add(layer.Weights(_parameters).matmul(inputs[^1]) + layer.Biases(_parameters).unsqueeze(1));
            inputs.Add(_activation.Value(sums[^1]));
        }

        return (_layers[^1].Weights(_parameters).matmul(inputs[^1]).squeeze(0), inputs, sums);
    }

    // From the last layer to the first, the derivatives by each one's sums of all values, each with its own weight: [neurons, n].
    private IEnumerable<(Layer Layer, Tensor Inputs, Tensor Pulls)> Backward(Tensor x, Tensor weights)
    {
        (_, List<Tensor> inputs, List<Tensor> sums) = Forward(x);
        Tensor pulls = weights.unsqueeze(0);
        for (int index = _layers.Length - 1; index >= 0; index--)
        {
            yield return (_layers[index], inputs[index], pulls);
            if (index > 0)
                pulls = _layers[index].Weights(_parameters).t().matmul(pulls) * _activation.Slope(sums[index - 1]);
        }
    }

    // Where a layer's parameters lie among all.
    private sealed record Layer(int Start, int Inputs, int Neurons, bool HasBias)
    {
        public int End => Start + (Neurons * (Inputs + (HasBias ? 1 : 0)));

        public Tensor Weights(Tensor all) => all.narrow(0, Start, Neurons * Inputs).view(Neurons, Inputs);

        public Tensor Biases(Tensor all) => all.narrow(0, Start + (Neurons * Inputs), Neurons);
    }
}
