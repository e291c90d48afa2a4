using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A sum of perceptrons, each of which sees the input multiplied by its own scale: what is a high frequency of the input is a low one of
/// the scaled input, and low ones come first.
/// Source: Liu, Cai, Xu 2020, "Multi-scale Deep Neural Network (MscaleDNN) for Solving Poisson-Boltzmann Equation in Complex Domains"
/// (2007.11207), where the scales are 1, 2, 4, … and activations have compact support; here they are sines, as in its authors' later
/// networks.
/// </summary>
public sealed class MultiScalePerceptron : nn.Module<Tensor, Tensor>
{
    private readonly double[] _scales;
    private readonly MultilayerPerceptron[] _parts;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">The shape of each part.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="scales">The scales, one a part, at least one.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">There is no scale.</exception>
    public MultiScalePerceptron(
        PerceptronShape shape, Initialisation initialisation, IReadOnlyList<double> scales, long seed, Device? device = null)
        : base(nameof(MultiScalePerceptron))
    {
        if (scales.Count == 0)
            throw new ArgumentException("There are no scales.", nameof(scales));
        _scales = [.. scales];
        _parts = [.. scales.Select((_, index) => new MultilayerPerceptron(
            shape, initialisation, (long)(RandomStreams.SeedOf(seed, "scale", index) >> 1), device))];
        for (int index = 0; index < _parts.Length; index++)
            register_module($"scale{index}", _parts[index]);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor sum = _parts[0].call(input * _scales[0]);
        for (int index = 1; index < _parts.Length; index++)
            sum = sum + _parts[index].call(input * _scales[index]);
        return sum.MoveToOuterDisposeScope();
    }
}
