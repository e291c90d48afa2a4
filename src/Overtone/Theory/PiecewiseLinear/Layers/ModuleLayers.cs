using Overtone.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Reads the layers of a TorchSharp module, weights as float64.</summary>
internal static class ModuleLayers
{
    private const string Accepted = "Linear, ReLU, LeakyReLU, BatchNorm1d, Dropout (both in evaluation mode), Flatten, Identity, Sequential, or a MultilayerPerceptron with ReLU";

    /// <summary>The layers in order, nested sequences unrolled.</summary>
    /// <exception cref="NotPiecewiseLinearException">A layer is of another kind, or in training mode.</exception>
    public static IReadOnlyList<PiecewiseLinearLayer> Of(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        nn.Module[] parts = [.. Unroll(module)];
        return [.. parts.SelectMany((part, place) => Read(part, module.GetName(), $"layer {place + 1} of {parts.Length}"))];
    }

    private static IEnumerable<nn.Module> Unroll(nn.Module module) =>
        module is Sequential ? module.children().SelectMany(Unroll) : [module];

    private static IEnumerable<PiecewiseLinearLayer> Read(nn.Module module, string network, string place)
    {
        switch (module)
        {
            case Linear linear:
                return [Dense(linear.weight, linear.bias)];
            case ReLU:
                return [new KinkLayer(0)];
            case LeakyReLU leaky:
                return [new KinkLayer(leaky.negative_slope)];
            case Flatten or Identity:
                return [];
            case Dropout or BatchNorm1d when module.training:
                throw new NotPiecewiseLinearException(network, place, $"{module.GetName()} in training mode, where the output of one input depends on chance or on the other inputs", "evaluation mode: call eval() first");
            case Dropout:
                return [];
            case BatchNorm1d normalisation:
                return [Scale(normalisation, network, place)];
            case MultilayerPerceptron perceptron:
                return Read(perceptron, network, place);
            default:
                throw new NotPiecewiseLinearException(network, place, module.GetName(), Accepted);
        }
    }

    private static IEnumerable<PiecewiseLinearLayer> Read(MultilayerPerceptron perceptron, string network, string place)
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

    private static ScaleLayer Scale(BatchNorm1d normalisation, string network, string place)
    {
        if (normalisation.running_mean is not { } mean || normalisation.running_var is not { } variance)
            throw new NotPiecewiseLinearException(network, place, "a batch normalisation without running statistics", "one that keeps them (track_running_stats)");
        double[] means = Numbers(mean), variances = Numbers(variance);
        double[] weights = normalisation.weight is { } weight ? Numbers(weight) : [.. means.Select(_ => 1.0)];
        double[] biases = normalisation.bias is { } bias ? Numbers(bias) : new double[means.Length];
        double[] factors = [.. weights.Zip(variances, (w, v) => w / Math.Sqrt(v + normalisation.eps))];
        return new ScaleLayer(factors, [.. biases.Select((b, n) => b - (means[n] * factors[n]))]);
    }

    private static double[] Numbers(Tensor values) => values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
