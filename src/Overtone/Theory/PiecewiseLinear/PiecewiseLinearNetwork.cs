using Overtone.Models;
using Overtone.Theory.PiecewiseLinear.Layers;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A network that is affine on each of finitely many regions, with its weights as float64. It is a copy: training the module
/// afterwards does not change it.
/// Source: 1806.08734, section 2 (continuous piecewise linear form); 1905.12797, section 2.
/// </summary>
public sealed class PiecewiseLinearNetwork
{
    private PiecewiseLinearNetwork(IReadOnlyList<PiecewiseLinearLayer> layers, int inputCount) => (Layers, InputCount) = (layers, inputCount);

    /// <summary>How many values one input has.</summary>
    public int InputCount { get; }

    /// <summary>The layers, in order.</summary>
    internal IReadOnlyList<PiecewiseLinearLayer> Layers { get; }

    /// <summary>
    /// Reads a module: Linear, Conv2d, ReLU, LeakyReLU, BatchNorm1d, BatchNorm2d and Dropout in evaluation mode, Flatten, Identity, sequences
    /// of these, and <see cref="Models.Networks.MultilayerPerceptron"/> with ReLU.
    /// </summary>
    /// <param name="module">The module, from [n, inputs], or [n, C, H, W], to [n, outputs].</param>
    /// <param name="size">
    /// The size of an input image, for a module that begins with convolutions; an input is then its pixels, channel after channel and line after line.
    /// </param>
    /// <exception cref="NotPiecewiseLinearException">A layer is not piecewise linear, not one of these, or in training mode.</exception>
    public static PiecewiseLinearNetwork Of(nn.Module<Tensor, Tensor> module, InputSize? size = null)
    {
        IReadOnlyList<PiecewiseLinearLayer> layers = ModuleLayers.Of(module, size);
        if (layers.OfType<AffineLayer>().FirstOrDefault()?.InputCount is not { } inputs)
            throw new NotPiecewiseLinearException(module.GetName(), "layers", "none with weights", "at least one Linear or Conv2d layer, which tells the number of inputs");
        return new PiecewiseLinearNetwork(layers, inputs);
    }

    /// <summary>The outputs for one input.</summary>
    /// <param name="input">[inputs].</param>
    /// <exception cref="ArgumentException">The input has another number of values than the network reads.</exception>
    public double[] Evaluate(ReadOnlySpan<double> input) => Pass(input).Outputs;

    /// <summary>For each unit with a kink, layer by layer, whether it is above zero at an input: the activation pattern.</summary>
    /// <param name="input">[inputs].</param>
    /// <exception cref="ArgumentException">The input has another number of values than the network reads.</exception>
    public bool[] Pattern(ReadOnlySpan<double> input) => Pass(input).Pattern;

    private (double[] Outputs, bool[] Pattern) Pass(ReadOnlySpan<double> input)
    {
        if (input.Length != InputCount)
            throw new ArgumentException($"The input has {input.Length} values; the network reads {InputCount}.", nameof(input));
        double[][] rows = [input.ToArray()];
        var pattern = new List<bool>();
        foreach (PiecewiseLinearLayer layer in Layers)
        {
            if (layer is KinkLayer kinks)
            {
                bool[] isAbove = [.. rows[0].Select(value => value > 0)];
                pattern.AddRange(isAbove);
                rows = kinks.Apply(rows, isAbove);
            }
            else
            {
                rows = ((AffineLayer)layer).Apply(rows);
            }
        }

        return (rows[0], [.. pattern]);
    }
}
