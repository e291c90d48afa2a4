using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// How a wide two-layer network begins.
/// Source: 1905.10264 and the scripts published with its successors.
/// </summary>
public sealed record TwoLayerInitialisation
{
    /// <summary>What is trained: breakpoints or biases.</summary>
    public NeuronForm Form { get; init; } = NeuronForm.Breakpoint;

    /// <summary>The distribution of input and output weights.</summary>
    public WeightDistribution Distribution { get; init; } = WeightDistribution.Uniform;

    /// <summary>
    /// The spread of input weights: half the width of a uniform distribution, the standard deviation of a normal one. Zero or more.
    /// </summary>
    public required double InputSpread { get; init; }

    /// <summary>The spread of output weights, in the same sense.</summary>
    public required double OutputSpread { get; init; }

    /// <summary>The offsets (breakpoints or biases) are uniform between minus this and this.</summary>
    public required double OffsetSpread { get; init; }

    /// <summary>
    /// Whether every neuron of the first half has a twin in the second with the opposite output weight, so that the network begins as zero
    /// everywhere and nothing of its initial function survives training.
    /// </summary>
    public bool IsAntisymmetric { get; init; } = true;

    /// <summary>Draws a network.</summary>
    /// <param name="dimension">Inputs, at least 1.</param>
    /// <param name="width">Neurons; an even number for antisymmetric initialisation.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <exception cref="ArgumentException">The width is below 1, or odd for antisymmetric initialisation.</exception>
    public TwoLayerNetwork Draw(int dimension, int width, long seed)
    {
        if (width < 1 || (IsAntisymmetric && width % 2 != 0))
            throw new ArgumentException($"The width is {width}; expected "
                + $"{(IsAntisymmetric ? "an even number: antisymmetric initialisation pairs neurons" : "at least 1")}.", nameof(width));
        int drawn = IsAntisymmetric ? width / 2 : width;
        double[] inputs = Numbers(seed, "input weights", dimension * drawn, Distribution, InputSpread);
        double[] outputs = Numbers(seed, "output weights", drawn, Distribution, OutputSpread);
        double[] offsets = Numbers(seed, "offsets", drawn, WeightDistribution.Uniform, OffsetSpread);
        var rows = new double[width, dimension];
        for (int neuron = 0; neuron < width; neuron++)
        {
            for (int axis = 0; axis < dimension; axis++)
                rows[neuron, axis] = inputs[(neuron % drawn * dimension) + axis];
        }

        return IsAntisymmetric
            ? new TwoLayerNetwork(Form, rows, [.. offsets, .. offsets], [.. outputs, .. outputs.Select(w => -w)])
            : new TwoLayerNetwork(Form, rows, offsets, outputs);
    }

    private static double[] Numbers(long seed, string name, int count, WeightDistribution distribution, double spread)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, name);
        Tensor values = empty(count, dtype: float64);
        return (distribution == WeightDistribution.Normal
            ? values.normal_(0, spread, generator)
            : values.uniform_(-spread, spread, generator)).data<double>().ToArray();
    }
}
