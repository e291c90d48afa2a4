using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// The distribution initial weights are drawn from.
/// Source: 1901.06523 (normal).
/// </summary>
public enum WeightDistribution
{
    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform, symmetric about zero, with the same standard deviation.</summary>
    Uniform,
}

/// <summary>
/// How the standard deviation of initial weights follows from a layer's size.
/// Source: Glorot and Bengio 2010; He et al. 2015; 1901.06523 for the fixed scale.
/// </summary>
public enum WeightScale
{
    /// <summary>The scale itself, for weights and biases alike.</summary>
    Fixed,

    /// <summary>scale · √(2 / (inputs + outputs)); biases are zero.</summary>
    Glorot,

    /// <summary>scale · √(2 / inputs); biases are zero.</summary>
    He,
}

/// <summary>
/// How a network's weights begin.
/// Source: as <see cref="WeightDistribution"/> and <see cref="WeightScale"/>.
/// </summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Rule">How the scale follows from a layer's size.</param>
/// <param name="Scale">The scale: a standard deviation for <see cref="WeightScale.Fixed"/>, else a factor. Zero or more.</param>
public sealed record Initialisation(WeightDistribution Distribution, WeightScale Rule, double Scale)
{
    /// <summary>Draws the weights of one layer.</summary>
    /// <param name="seed">The replicate's seed: equal seeds give equal weights, alone or in an ensemble.</param>
    /// <param name="layer">The layer's place in its network.</param>
    /// <param name="shape">The weights' shape.</param>
    /// <param name="inputs">How many values one output of the layer reads.</param>
    /// <param name="outputs">How many outputs read one input value.</param>
    /// <returns>float32, on the processor.</returns>
    public Tensor Weights(long seed, int layer, long[] shape, long inputs, long outputs) =>
        Draw(RandomStreams.Create(seed, "weights", layer), shape, Deviation(inputs, outputs));

    /// <summary>Draws the biases of one layer; zeros unless the scale is fixed.</summary>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="layer">The layer's place in its network.</param>
    /// <param name="outputs">How many there are.</param>
    public Tensor Biases(long seed, int layer, long outputs) =>
        Rule == WeightScale.Fixed ? Draw(RandomStreams.Create(seed, "biases", layer), [outputs], Scale) : zeros(outputs);

    /// <summary>Draws the weights and biases of layers in place, each [outputs, inputs, ...] and [outputs].</summary>
    internal void Fill(IReadOnlyList<(Parameter Weight, Parameter Bias)> layers, long seed)
    {
        using var noGradient = no_grad();
        foreach ((int layer, (Parameter weight, Parameter bias)) in layers.Index())
        {
            long[] size = weight.shape;
            long window = size.Skip(2).Aggregate(1L, (product, side) => product * side);
            using Tensor weights = Weights(seed, layer, size, size[1] * window, size[0] * window), biases = Biases(seed, layer, size[0]);
            weight.copy_(weights);
            bias.copy_(biases);
        }
    }

    internal static Parameter Parameter(Tensor value, Device? device)
    {
        if (device is null)
            return new Parameter(value);
        using (value)
            return new Parameter(value.to(device));
    }

    private double Deviation(long inputs, long outputs) => Rule switch
    {
        WeightScale.Glorot => Scale * Math.Sqrt(2.0 / (inputs + outputs)),
        WeightScale.He => Scale * Math.Sqrt(2.0 / inputs),
        _ => Scale,
    };

    private Tensor Draw(Generator generator, long[] shape, double deviation)
    {
        using (generator)
        {
            double half = deviation * Math.Sqrt(3);
            return Distribution == WeightDistribution.Normal
                ? empty(shape).normal_(0, deviation, generator)
                : empty(shape).uniform_(-half, half, generator);
        }
    }
}
