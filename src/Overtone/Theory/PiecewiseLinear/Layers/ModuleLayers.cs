using Overtone.Models;
using Overtone.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Reads the layers of a TorchSharp module, weights as float64.</summary>
/// <param name="network">The network's name, for faults.</param>
/// <param name="size">The size of an input image; null for a vector.</param>
internal sealed class ModuleLayers(string network, InputSize? size)
{
    private const string Accepted =
        "Linear, Conv2d, ReLU, LeakyReLU, BatchNorm1d, BatchNorm2d and Dropout in evaluation mode, Flatten, Identity, Sequential, or a MultilayerPerceptron with ReLU";

    // The image that the layer at hand reads; null once it is a vector.
    private InputSize? _image = size;

    /// <summary>The layers in order, nested sequences unrolled.</summary>
    /// <exception cref="NotPiecewiseLinearException">A layer is of another kind, or in training mode.</exception>
    public static IReadOnlyList<PiecewiseLinearLayer> Of(nn.Module module, InputSize? size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        nn.Module[] parts = [.. Unroll(module)];
        var reader = new ModuleLayers(module.GetName(), size);
        return [.. parts.SelectMany((part, place) => reader.Read(part, $"layer {place + 1} of {parts.Length}"))];
    }

    private static IEnumerable<nn.Module> Unroll(nn.Module module) =>
        module is Sequential ? module.children().SelectMany(Unroll) : [module];

    private IEnumerable<PiecewiseLinearLayer> Read(nn.Module module, string place)
    {
        switch (module)
        {
            case Linear linear:
                return [Dense(linear.weight, linear.bias)];
            case Conv2d convolution:
                return [Convolution(convolution, place)];
            case ReLU:
                return [new KinkLayer(0)];
            case LeakyReLU leaky:
                return [new KinkLayer(leaky.negative_slope)];
            case Flatten:
                _image = null;
                return [];
            case Identity:
                return [];
            case Dropout or BatchNorm1d or BatchNorm2d when module.training:
                throw new NotPiecewiseLinearException(network, place, $"{module.GetName()} in training mode, where the output of one input depends on chance or on the other inputs", "evaluation mode: call eval() first");
            case Dropout:
                return [];
            case BatchNorm normalisation:
                return [Scale(normalisation, place)];
            case MultilayerPerceptron perceptron:
                return Read(perceptron, place);
            default:
                throw new NotPiecewiseLinearException(network, place, module.GetName(), Accepted);
        }
    }

    private IEnumerable<PiecewiseLinearLayer> Read(MultilayerPerceptron perceptron, string place)
    {
        if (perceptron.Shape.Activation != Activation.Relu)
            throw new NotPiecewiseLinearException(network, place, $"the activation {perceptron.Shape.Activation}", Accepted);
        var parameters = perceptron.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        return Enumerable.Range(0, perceptron.Shape.LayerCount).SelectMany(layer => new PiecewiseLinearLayer[]
        {
            Dense(parameters[$"weight{layer}"].t(), parameters[$"bias{layer}"]),
            new KinkLayer(0),
        }).SkipLast(1);
    }

    private static DenseLayer Dense(Tensor weight, Tensor? bias)
    {
        (int outputs, int inputs) = ((int)weight.shape[0], (int)weight.shape[1]);
        return new DenseLayer([.. Numbers(weight).Chunk(inputs)], bias is null ? new double[outputs] : Numbers(bias));
    }

    private ConvolutionLayer Convolution(Conv2d module, string place)
    {
        if (_image is not { } image)
            throw new NotPiecewiseLinearException(network, place, "a convolution of an input whose size is not known", "the size of the image, given beside the module");
        if (module.in_channels != image.Channels)
            throw new NotPiecewiseLinearException(network, place, $"a convolution of {module.in_channels} channels", $"one of {image.Channels}, as the image before it has");
        if (module.padding_mode != PaddingModes.Zeros || module.padding is not { } padding)
            throw new NotPiecewiseLinearException(network, place, $"a convolution with padding {(object?)module.padding_type ?? module.padding_mode}", "zeros, given as numbers");
        Tensor weight = module.weight;
        ConvolutionAxis Axis(int axis) => new((int)weight.shape[2 + axis], (int)module.stride[axis], (int)padding[axis], (int)module.dilation[axis]);
        var layer = new ConvolutionLayer(
            image,
            new ConvolutionWindow(Axis(0), Axis(1)),
            [.. Numbers(weight).Chunk((int)(weight.numel() / weight.shape[0]))],
            module.bias is { } bias ? Numbers(bias) : new double[weight.shape[0]],
            (int)module.groups);
        _image = layer.Output;
        return layer;
    }

    private ScaleLayer Scale(BatchNorm normalisation, string place)
    {
        if (normalisation.running_mean is not { } mean || normalisation.running_var is not { } variance)
            throw new NotPiecewiseLinearException(network, place, "a batch normalisation without running statistics", "one that keeps them (track_running_stats)");
        double[] means = Numbers(mean), variances = Numbers(variance);
        double[] weights = normalisation.weight is { } weight ? Numbers(weight) : [.. means.Select(_ => 1.0)];
        double[] biases = normalisation.bias is { } bias ? Numbers(bias) : new double[means.Length];
        double[] factors = [.. weights.Zip(variances, (w, v) => w / Math.Sqrt(v + normalisation.eps))];
        double[] shifts = [.. biases.Select((b, n) => b - (means[n] * factors[n]))];
        int pixels = _image is { } image ? image.Height * image.Width : 1;
        return new ScaleLayer([.. factors.SelectMany(f => Enumerable.Repeat(f, pixels))], [.. shifts.SelectMany(s => Enumerable.Repeat(s, pixels))]);
    }

    private static double[] Numbers(Tensor values) => values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
