using Overtone.Catalog.Independent;
using Overtone.Models.Networks;
using Overtone.Studies.Independent;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>A network's tangent kernel, and the weights of the linear frequency principle that it gives, computed once more.</summary>
internal static class LinearFrequencyWidthIndependent
{
    private static readonly double[][] Inputs = GivenNumbers.Normal("input weights", 12, 2), Points = GivenNumbers.Normal("points", 6, 2);
    private static readonly double[] Outputs = GivenNumbers.Normal("output weights", 12), Offsets = GivenNumbers.Normal("offsets", 12);

    public static IndependentScript Script
    {
        get
        {
            var network = new TwoLayerNetwork(NeuronForm.Breakpoint, GivenNumbers.Array(Inputs), Offsets, Outputs);
            double[,] points = GivenNumbers.Array(Points);
            return IndependentScript.Beside(
                typeof(LinearFrequencyWidthIndependent),
                new IndependentComputation(
                    "the tangent kernel of a two-layer network", "NumPy: central differences of its outputs by every weight",
                    "tangent_kernel", new { inputs = Inputs, offsets = Offsets, outputs = Outputs, points = Points },
                    GivenNumbers.Of(() => GivenNumbers.All(TangentKernel.Between(network, points, points))), 7),
                new IndependentComputation(
                    "the coefficients A and B of γ²", "NumPy: moments of the weights", "coefficients",
                    new { inputs = Inputs, outputs = Outputs },
                    () => ReluFrequencyWeight.Of(network) is var weight ? [weight.Cubic, weight.Linear] : [], 12));
        }
    }
}
