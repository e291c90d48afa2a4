using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Theory.PiecewiseLinear;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

/// <summary>Random piecewise linear networks.</summary>
internal static class SampleNetworks
{
    /// <summary>A module of Linear layers with ReLU, or leaky ReLU, between them; kinks are spread over the unit square.</summary>
    internal static TorchSharp.Modules.Sequential Module(int seed, double negativeSlope, params int[] widths)
    {
        var parts = new List<nn.Module<Tensor, Tensor>>();
        for (var layer = 0; layer < widths.Length - 1; layer++)
        {
            var linear = nn.Linear(widths[layer], widths[layer + 1]);
            using var scope = no_grad();
            using var weights = Draw.Normal((100 * seed) + layer, widths[layer + 1], widths[layer]);
            using var biases = Draw.Normal((100 * seed) + layer + 50, widths[layer + 1]);
            linear.weight.copy_(weights * Math.Sqrt(2.0 / widths[layer]));
            linear.bias!.copy_(biases * 0.3);
            parts.Add(linear);
            if (layer < widths.Length - 2)
            {
                parts.Add(negativeSlope == 0 ? nn.ReLU() : nn.LeakyReLU(negativeSlope));
            }
        }

        return nn.Sequential(parts);
    }

    internal static PiecewiseLinearNetwork Network(int seed, params int[] widths)
    {
        using var module = Module(seed, 0, widths);
        return PiecewiseLinearNetwork.Of(module);
    }

    /// <summary>The size of the images that <see cref="Convolutional"/> reads.</summary>
    internal static InputSize ImageSize { get; } = new(2, 7, 6);

    /// <summary>Convolutions, maxima over windows of several sizes, means, and a classifier.</summary>
    internal static TorchSharp.Modules.Sequential Convolutional(int seed)
    {
        var module = nn.Sequential(
            nn.Conv2d(2, 3, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(3, stride: 2, padding: 1), nn.Conv2d(3, 4, 2), nn.MaxPool2d((2, 1)),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2));
        Randomise(module, seed);
        return module;
    }

    /// <summary>A perceptron with a skip connection past two layers, and one whose shortcut has weights of its own.</summary>
    internal static TorchSharp.Modules.Sequential Residual(int seed)
    {
        var module = nn.Sequential(
            nn.Linear(2, 10), nn.ReLU(), new SkipConnection(nn.Sequential(nn.Linear(10, 8), nn.ReLU(), nn.Linear(8, 10))), nn.ReLU(),
            new SkipConnection(nn.Sequential(nn.Linear(10, 6), nn.LeakyReLU(0.2)), nn.Linear(10, 6)), nn.ReLU(), nn.Linear(6, 2));
        Randomise(module, seed);
        return module;
    }

    private static void Randomise(nn.Module module, int seed)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (parameter, index) in module.parameters().Select((parameter, index) => (parameter, index)))
        {
            var inputs = parameter.dim() > 1 ? parameter[0].numel() : 10;
            parameter.copy_(Draw.Normal((100 * seed) + index, parameter.shape) * Math.Sqrt(2.0 / inputs));
        }
    }

    /// <summary>The outputs of a module for one input, computed by libtorch in float64.</summary>
    internal static double[] Answer(nn.Module<Tensor, Tensor> module, params double[] input)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return module.to(ScalarType.Float64).call(tensor(input, float64).unsqueeze(0)).Numbers();
    }
}
