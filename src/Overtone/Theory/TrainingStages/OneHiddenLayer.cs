using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// A network with one hidden layer on the line, h(x) = Σ a_j σ(w_j x + b_j), in float64, with the derivatives of its values by all
/// parameters.
/// </summary>
/// <remarks>Source: 1906.09235, whose networks are general; this is the smallest.</remarks>
public sealed class OneHiddenLayer : INetworkOnLine
{
    private const int NeuronsAtOnce = 8;

    private readonly HiddenActivation _activation;
    private readonly Tensor _parameters;

    /// <summary>A network.</summary>
    /// <param name="activation">σ.</param>
    /// <param name="outputWeights">a, [m].</param>
    /// <param name="inputWeights">w, [m].</param>
    /// <param name="biases">b, [m].</param>
    public OneHiddenLayer(HiddenActivation activation, Tensor outputWeights, Tensor inputWeights, Tensor biases)
    {
        using var scope = NewDisposeScope();
        _activation = activation;
        _parameters = stack([outputWeights, inputWeights, biases]).to_type(ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>A network drawn from a seed: all parameters normal, the output weights with deviation 1/√m.</summary>
    /// <param name="activation">σ.</param>
    /// <param name="width">m, the number of neurons.</param>
    /// <param name="seed">The seed.</param>
    public static OneHiddenLayer Draw(HiddenActivation activation, int width, long seed)
    {
        using var scope = NewDisposeScope();
        Tensor Normal(string name)
        {
            using Generator generator = RandomStreams.Create(seed, name);
            return empty([width], dtype: float64).normal_(0, 1, generator);
        }

        return new OneHiddenLayer(activation, Normal("output-weights") / Math.Sqrt(width), Normal("input-weights"), Normal("biases"));
    }

    /// <summary>m, the number of neurons.</summary>
    public int Width => (int)_parameters.shape[1];

    /// <summary>All parameters: a, w and b as the rows of [3, m]. A view: what is changed in it changes the network.</summary>
    public Tensor Parameters => _parameters;

    /// <summary>
    /// An order s of which the derivatives of the network's values by its parameters have a finite Sobolev norm: 0.4 with ReLU, 1.4 with
    /// ReLU², 4 (any) with tanh.
    /// </summary>
    public double Order => _activation.Order();

    /// <summary>The network's values.</summary>
    /// <param name="x">[n], float64.</param>
    /// <returns>[n].</returns>
    public Tensor Values(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor inner = (_parameters[1].unsqueeze(1) * x) + _parameters[2].unsqueeze(1);
        return _parameters[0].matmul(_activation.Value(inner)).MoveToOuterDisposeScope();
    }

    /// <summary>The derivatives of the values by the parameters of some neurons.</summary>
    /// <param name="x">[n], float64.</param>
    /// <param name="first">The first of the neurons.</param>
    /// <param name="count">How many they are.</param>
    /// <returns>[3 count, n]: by their a, their w, their b.</returns>
    public Tensor Tangents(Tensor x, int first, int count)
    {
        using var scope = NewDisposeScope();
        Tensor parameters = _parameters.narrow(1, first, count).unsqueeze(2);
        Tensor inner = (parameters[1] * x) + parameters[2], byBias = parameters[0] * _activation.Slope(inner);
        return cat([_activation.Value(inner), byBias * x, byBias]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void VisitTangents(Tensor x, TangentVisitor visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        for (int first = 0; first < Width; first += NeuronsAtOnce)
        {
            using var scope = NewDisposeScope();
            int start = first, neurons = Math.Min(NeuronsAtOnce, Width - first);
            visit(Tangents(x, start, neurons), all => all.narrow(1, start, neurons));
        }
    }

    /// <inheritdoc/>
    public Tensor Gradient(Tensor x, Tensor weights)
    {
        using var scope = NewDisposeScope();
        return Tangents(x, 0, Width).matmul(weights).reshape(3, Width).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => _parameters.Dispose();
}
