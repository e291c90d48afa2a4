using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// Several deep ReLU networks of one shape, computed together, with all parameters of a network in one row of one tensor: so that an
/// optimiser, a perturbation or a norm is one operation on that tensor instead of one for each layer. Weights and biases begin as PyTorch's
/// linear layers do, uniform between ±1/√inputs.
/// Source: 1806.08734, section 3 and the notebooks published with it (six affine maps, 256 wide, <c>nn.Linear</c>).
/// </summary>
public sealed class ReluNetworkEnsemble : IDisposable
{
    private readonly Tensor[] _weights;
    private readonly Tensor[] _biases;
    private readonly long[] _starts;

    /// <summary>Freshly drawn networks, one a seed: equal seeds give equal networks, alone or in an ensemble.</summary>
    /// <param name="widths">Inputs, hidden widths, outputs: two or more, each at least 1.</param>
    /// <param name="seeds">One a network, at least one.</param>
    /// <param name="device">Where the parameters live; null for the processor.</param>
    /// <exception cref="ArgumentException">A width is missing or below 1, or there is no seed.</exception>
    public ReluNetworkEnsemble(IReadOnlyList<int> widths, IReadOnlyList<long> seeds, Device? device = null)
        : this(widths, Draw(widths, seeds, device))
    {
    }

    private ReluNetworkEnsemble(IReadOnlyList<int> widths, Tensor parameters)
    {
        Shape = new PerceptronShape(widths, Activation.Relu);
        if (parameters.dim() != 2 || parameters.shape[0] < 1 || parameters.shape[1] != ParameterCount(Shape))
            throw new ArgumentException($"The parameters have shape [{string.Join(", ", parameters.shape)}]; expected [networks, "
                + $"{ParameterCount(Shape)}].", nameof(parameters));
        Parameters = parameters;
        _weights = new Tensor[Shape.LayerCount];
        _biases = new Tensor[Shape.LayerCount];
        _starts = new long[Shape.LayerCount];
        long start = 0;
        for (int layer = 0; layer < Shape.LayerCount; layer++)
        {
            (long inputs, long outputs) = (widths[layer], widths[layer + 1]);
            _starts[layer] = start;
            _weights[layer] = View(start, inputs, outputs);
            _biases[layer] = View(start + (inputs * outputs), 1, outputs);
            start += (inputs + 1) * outputs;
        }
    }

    /// <summary>Widths; the activation is ReLU.</summary>
    public PerceptronShape Shape { get; }

    /// <summary>How many networks there are.</summary>
    public long Count => Parameters.shape[0];

    /// <summary>[networks, parameters], float32. Changing it changes the networks.</summary>
    public Tensor Parameters { get; }

    /// <summary>The weights of one layer, [networks, inputs, outputs]: a view of <see cref="Parameters"/>.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public Tensor Weights(int layer) => _weights[layer];

    /// <summary>The biases of one layer, [networks, 1, outputs]: a view of <see cref="Parameters"/>.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public Tensor Biases(int layer) => _biases[layer];

    /// <summary>Networks with the given parameters.</summary>
    /// <param name="widths">Inputs, hidden widths, outputs: two or more, each at least 1.</param>
    /// <param name="parameters">
    /// [networks, parameters], float32; a row holds layer after layer the weights, [inputs, outputs], and then the biases. It is the
    /// ensemble's from here on.
    /// </param>
    /// <exception cref="ArgumentException">A width is missing or below 1, or the tensor has another shape.</exception>
    // Not a constructor: TorchSharp turns arrays of numbers into tensors unasked, so that seeds would pass for parameters.
    public static ReluNetworkEnsemble Of(IReadOnlyList<int> widths, Tensor parameters) => new(widths, parameters);

    /// <summary>Weights and biases of a network.</summary>
    /// <param name="shape">Its widths.</param>
    public static long ParameterCount(PerceptronShape shape) => shape.WeightCount + shape.Widths.Skip(1).Sum(width => (long)width);

    /// <summary>The networks' outputs.</summary>
    /// <param name="inputs">[n, inputs], the same for all networks, or [networks, n, inputs]; float32.</param>
    /// <returns>[networks, n, outputs].</returns>
    public Tensor Evaluate(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor x = PerNetwork(inputs);
        for (int layer = 0; layer < Shape.LayerCount; layer++)
            x = Layer(layer, x);
        return x.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor view in _weights.Concat(_biases))
            view.Dispose();
        Parameters.Dispose();
    }

    /// <summary>Where a layer's weights begin in a row of <see cref="Parameters"/>; its biases follow them.</summary>
    internal long StartOf(int layer) => _starts[layer];

    /// <summary>[networks, n, inputs] of either form of inputs.</summary>
    internal Tensor PerNetwork(Tensor inputs) => inputs.dim() == 2 ? inputs.unsqueeze(0).expand(Count, -1, -1) : inputs;

    /// <summary>What a layer makes of its inputs, activation included.</summary>
    internal Tensor Layer(int layer, Tensor x) => Layer(layer, x, _weights[layer], _biases[layer]);

    /// <summary>What a layer with these weights and biases in place of its own makes of its inputs, activation included.</summary>
    internal Tensor Layer(int layer, Tensor x, Tensor weights, Tensor biases)
    {
        Tensor outputs = Product(x, weights).add_(biases);
        return layer < Shape.LayerCount - 1 ? outputs.relu_() : outputs;
    }

    // Batched products with a single row or column run at a fraction of the speed of a product and a sum.
    private static Tensor Product(Tensor x, Tensor weights) =>
        weights.shape[1] == 1 ? x * weights : weights.shape[2] == 1 ? (x * weights.transpose(1, 2)).sum(2, keepdim: true) : bmm(x, weights);

    private static Tensor Draw(IReadOnlyList<int> widths, IReadOnlyList<long> seeds, Device? device)
    {
        if (seeds.Count == 0)
            throw new ArgumentException("An ensemble needs at least one seed.", nameof(seeds));
        var shape = new PerceptronShape(widths, Activation.Relu);
        using var scope = NewDisposeScope();
        Tensor drawn = stack([.. seeds.Select(seed => DrawOne(shape, seed))]);
        return (device is null ? drawn : drawn.to(device)).MoveToOuterDisposeScope();
    }

    private static Tensor DrawOne(PerceptronShape shape, long seed) => cat([.. Enumerable.Range(0, shape.LayerCount).SelectMany(layer =>
    {
        (long inputs, long outputs) = (shape.Widths[layer], shape.Widths[layer + 1]);
        double bound = 1 / Math.Sqrt(inputs);
        using Generator weights = RandomStreams.Create(seed, "weights", layer), biases = RandomStreams.Create(seed, "biases", layer);
        return new[] { empty(inputs * outputs).uniform_(-bound, bound, weights), empty(outputs).uniform_(-bound, bound, biases) };
    })]);

    private Tensor View(long start, long rows, long columns)
    {
        using Tensor part = Parameters.narrow(1, start, rows * columns);
        return part.view(Count, rows, columns);
    }
}
