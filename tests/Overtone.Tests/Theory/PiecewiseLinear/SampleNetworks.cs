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

    /// <summary>The outputs of a module for one input, computed by libtorch in float64.</summary>
    internal static double[] Answer(nn.Module<Tensor, Tensor> module, params double[] input)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return module.to(ScalarType.Float64).call(tensor(input, float64).unsqueeze(0)).Numbers();
    }
}
