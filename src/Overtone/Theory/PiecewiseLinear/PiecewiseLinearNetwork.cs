using Overtone.Models;
using Overtone.Models.Onnx;
using Overtone.Theory.PiecewiseLinear.Layers;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A network that is affine on each of finitely many regions, with its weights as float64. It is a copy: training the module
/// afterwards does not change it.
/// Source: 1806.08734, section 2 (continuous piecewise linear form); 1905.12797.
/// </summary>
public sealed class PiecewiseLinearNetwork
{
    private PiecewiseLinearNetwork(IReadOnlyList<PiecewiseLinearLayer> layers, int inputCount) =>
        (Layers, InputCount) = (layers, inputCount);

    /// <summary>How many values one input has.</summary>
    public int InputCount { get; }

    /// <summary>The layers, in order.</summary>
    internal IReadOnlyList<PiecewiseLinearLayer> Layers { get; }

    /// <summary>
    /// Reads a module: Linear, Conv2d, ReLU, LeakyReLU, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d to one pixel, BatchNorm1d, BatchNorm2d and
    /// Dropout in evaluation mode, Flatten, Identity, sequences of these, <see cref="Models.Networks.SkipConnection"/>, and
    /// <see cref="Models.Networks.MultilayerPerceptron"/> and <see cref="Models.Networks.SmallConvolutionalNetwork"/> with ReLU.
    /// </summary>
    /// <param name="module">The module, from [n, inputs], or [n, C, H, W], to [n, outputs].</param>
    /// <param name="size">
    /// The size of an input image, for a module that begins with convolutions; an input is then its pixels, channel after channel and line
    /// after line.
    /// </param>
    /// <exception cref="NotPiecewiseLinearException">A layer is not piecewise linear, not one of these, or in training mode.</exception>
    public static PiecewiseLinearNetwork Of(nn.Module<Tensor, Tensor> module, InputSize? size = null)
    {
        IReadOnlyList<PiecewiseLinearLayer> layers = ModuleLayers.Of(module, size);
        int? pixels = size is { } image ? image.Channels * image.Height * image.Width : null;
        // The layers before the first with weights take any number of values and give as many, unless they read an image.
        int? first = layers.OfType<AffineLayer>().Select(layer => layer.InputCount).FirstOrDefault(count => count is not null);
        if ((pixels ?? first) is not { } inputs)
            throw new NotPiecewiseLinearException(
                module.GetName(), "layers", "none with weights", "at least one Linear or Conv2d layer, which gives the number of inputs");
        return new PiecewiseLinearNetwork(layers, inputs);
    }

    /// <summary>
    /// Reads an ONNX graph: whatever is affine in the image (Conv, Gemm, MatMul with a weight, batch normalisation, averages, sums,
    /// concatenations, reshaping, …), Relu, LeakyRelu, and MaxPool of two axes. Branches may split and join.
    /// </summary>
    /// <param name="module">The graph; the network goes on using its weights, so it is disposed later.</param>
    /// <param name="shape">The shape of one input, without the axis of images; an input is then its numbers in that order.</param>
    /// <exception cref="NotPiecewiseLinearException">A node is neither; the message names it.</exception>
    /// <exception cref="ModelFormatException">A node cannot be computed for that shape.</exception>
    public static PiecewiseLinearNetwork OfGraph(OnnxModule module, params IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(module);
        long[] one = [1, .. shape];
        OnnxProgram program = module.InFloat64(one);
        return new PiecewiseLinearNetwork(GraphLayers.Of(module, program, one), (int)one.Aggregate(1L, (product, side) => product * side));
    }

    /// <summary>The outputs for one input.</summary>
    /// <param name="input">[inputs].</param>
    /// <exception cref="ArgumentException">The input has another number of values than the network reads.</exception>
    public double[] Evaluate(ReadOnlySpan<double> input) => Pass(input).Outputs;

    /// <summary>
    /// What each unit with a kink and each maximum takes at an input, layer by layer: the activation pattern. A kink has 1 above zero and 0
    /// below; a maximum has the place of the value it takes among those of its window, line after line.
    /// </summary>
    /// <param name="input">[inputs].</param>
    /// <exception cref="ArgumentException">The input has another number of values than the network reads.</exception>
    public int[] Pattern(ReadOnlySpan<double> input) => Pass(input).Pattern;

    private (double[] Outputs, int[] Pattern) Pass(ReadOnlySpan<double> input)
    {
        if (input.Length != InputCount)
            throw new ArgumentException($"The input has {input.Length} values; the network reads {InputCount}.", nameof(input));
        var signal = new Signal([input.ToArray()]);
        var pattern = new List<int>();
        foreach (PiecewiseLinearLayer layer in Layers)
        {
            if (layer is BranchingLayer branching)
            {
                int[] choices = branching.Choose(signal.Rows[0]);
                pattern.AddRange(choices);
                signal = signal with { Rows = branching.Apply(signal.Rows, choices) };
            }
            else
            {
                signal = ((AffineLayer)layer).Apply(signal);
            }
        }

        return (signal.Rows[0], [.. pattern]);
    }
}
