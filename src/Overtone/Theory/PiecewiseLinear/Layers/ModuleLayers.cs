using Overtone.Models;
using Overtone.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Reads the layers of a TorchSharp module, weights as float64.</summary>
/// <param name="network">The network's name, for faults.</param>
/// <param name="size">The size of an input image; null for a vector.</param>
internal sealed class ModuleLayers(string network, InputSize? size)
{
    private const string Accepted =
        "Linear, Conv2d, ReLU, LeakyReLU, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d to one pixel, BatchNorm1d, BatchNorm2d and Dropout in "
        + "evaluation mode, Flatten, Identity, Sequential, SkipConnection, or a MultilayerPerceptron or SmallConvolutionalNetwork with "
        + "ReLU";

    private static readonly ConvolutionAxis Halved = new(Kernel: 2, Stride: 2, Padding: 0, Dilation: 1);

    private readonly ImageLayers _images = new(network, size);

    /// <summary>The layers in order, nested sequences unrolled.</summary>
    /// <exception cref="NotPiecewiseLinearException">A layer is of another kind, or in training mode.</exception>
    public static IReadOnlyList<PiecewiseLinearLayer> Of(nn.Module module, InputSize? size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return new ModuleLayers(module.GetName(), size).ReadAll(module, "");
    }

    private PiecewiseLinearLayer[] ReadAll(nn.Module module, string outer)
    {
        nn.Module[] parts = [.. Unroll(module)];
        return [.. parts.SelectMany((part, index) => Read(part, $"{outer}layer {index + 1} of {parts.Length}"))];
    }

    private static IEnumerable<nn.Module> Unroll(nn.Module module) =>
        module is Sequential ? module.children().SelectMany(Unroll) : [module];

    private IEnumerable<PiecewiseLinearLayer> Read(nn.Module module, string index)
    {
        switch (module)
        {
            case Linear linear:
                return [Dense(linear.weight, linear.bias)];
            case Conv2d convolution:
                return [_images.Convolution(convolution, index)];
            case MaxPool2d maximum:
                return [_images.Maximum(maximum, index)];
            case AvgPool2d average:
                return [_images.Average(average, index)];
            case AdaptiveAvgPool2d average:
                return [_images.Average(average, index)];
            case ReLU:
                return [new KinkLayer(0)];
            case LeakyReLU leaky:
                return [new KinkLayer(leaky.negative_slope)];
            case Flatten:
                _images.Image = null;
                return [];
            case Identity:
                return [];
            case Dropout or BatchNorm1d or BatchNorm2d when module.training:
                throw new NotPiecewiseLinearException(network, index, $"{module.GetName()} in training mode, where the output of one input "
                    + "depends on chance or on the other inputs", "evaluation mode: call eval() first");
            case Dropout:
                return [];
            case BatchNorm normalisation:
                return [Scale(normalisation, index)];
            case SkipConnection skip:
                return Read(skip, index);
            case MultilayerPerceptron perceptron:
                return Read(perceptron, index);
            case SmallConvolutionalNetwork convolutional:
                return Read(convolutional, index);
            default:
                throw new NotPiecewiseLinearException(network, index, module.GetName(), Accepted);
        }
    }

    private IEnumerable<PiecewiseLinearLayer> Read(SkipConnection skip, string index)
    {
        InputSize? before = _images.Image;
        PiecewiseLinearLayer[] main = ReadAll(skip.Main, $"{index}, main, ");
        InputSize? after = _images.Image;
        _images.Image = before;
        PiecewiseLinearLayer[] shortcut = skip.Shortcut is null ? [] : ReadAll(skip.Shortcut, $"{index}, shortcut, ");
        if (_images.Image != after)
            throw new NotPiecewiseLinearException(
                network, index, $"a skip connection that adds {Format(_images.Image)} to {Format(after)}", "two of the same shape");
        return [new KeepLayer(), .. main, new SwapLayer(), .. shortcut, new AddLayer()];
    }

    private IEnumerable<PiecewiseLinearLayer> Read(MultilayerPerceptron perceptron, string index)
    {
        RequireRelu(perceptron.Shape.Activation, index);
        var parameters = perceptron.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        return Enumerable.Range(0, perceptron.Shape.LayerCount).SelectMany(layer => new PiecewiseLinearLayer[]
        {
            Dense(parameters[$"weight{layer}"].t(), parameters[$"bias{layer}"]),
            new KinkLayer(0),
        }).SkipLast(1);
    }

    private IEnumerable<PiecewiseLinearLayer> Read(SmallConvolutionalNetwork convolutional, string index)
    {
        RequireRelu(convolutional.Shape.Activation, index);
        Dictionary<string, nn.Module> parts = convolutional.named_children().ToDictionary(child => child.name, child => child.module);
        PiecewiseLinearLayer[] Pooled(string name) =>
            [
                _images.Convolution((Conv2d)parts[name], index),
                new KinkLayer(0),
                _images.Maximum(new ConvolutionWindow(Halved, Halved), index),
            ];
        PiecewiseLinearLayer[] convolutions = [.. Pooled("convolution1"), .. Pooled("convolution2")];
        _images.Image = null;
        var output = (Linear)parts["output"];
        IEnumerable<PiecewiseLinearLayer> hidden = parts.Where(part => part.Key.StartsWith("hidden", StringComparison.Ordinal))
            .Select(part => (Linear)part.Value).SelectMany(layer => new PiecewiseLinearLayer[]
            {
                Dense(layer.weight, layer.bias), new KinkLayer(0),
            });
        return [.. convolutions, .. hidden, Dense(output.weight, output.bias)];
    }

    private void RequireRelu(Activation activation, string index)
    {
        if (activation != Activation.Relu)
            throw new NotPiecewiseLinearException(network, index, $"the activation {activation}", Accepted);
    }

    private static DenseLayer Dense(Tensor weight, Tensor? bias)
    {
        (int outputs, int inputs) = ((int)weight.shape[0], (int)weight.shape[1]);
        return new DenseLayer([.. weight.Numbers().Chunk(inputs)], bias is null ? new double[outputs] : bias.Numbers());
    }

    private ScaleLayer Scale(BatchNorm normalisation, string index)
    {
        if (normalisation.running_mean is not { } mean || normalisation.running_var is not { } variance)
            throw new NotPiecewiseLinearException(
                network, index, "a batch normalisation without running statistics", "one that keeps them (track_running_stats)");
        double[] means = mean.Numbers(), variances = variance.Numbers();
        double[] weights = normalisation.weight is { } weight ? weight.Numbers() : [.. means.Select(_ => 1.0)];
        double[] biases = normalisation.bias is { } bias ? bias.Numbers() : new double[means.Length];
        double[] factors = [.. weights.Zip(variances, (w, v) => w / Math.Sqrt(v + normalisation.eps))];
        double[] shifts = [.. biases.Select((b, n) => b - (means[n] * factors[n]))];
        return new ScaleLayer(
            [.. factors.SelectMany(f => Enumerable.Repeat(f, _images.PixelCount))],
            [.. shifts.SelectMany(s => Enumerable.Repeat(s, _images.PixelCount))]);
    }

    private static string Format(InputSize? image) =>
        image is { } known ? $"an image of {known.Channels}×{known.Height}×{known.Width}" : "a vector";
}
