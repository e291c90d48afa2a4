using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.PiecewiseLinear;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Exact transforms of piecewise linear functions, computed once more.</summary>
internal static class ReluTransformIndependent
{
    private static readonly double[] Knots = [-1, -0.4, 0.1, 0.35, 1], Values = [0, 0.7, -0.2, 0.5, 0];
    private static readonly double[] Frequencies = [0, 0.7, 3, 11, 40];
    private static readonly float[] Weights = [1, 2];
    private static readonly float[] Bias = [0.25f];
    private static readonly double[][] Waves = [[0.5, -1], [3, 2], [8, -5]];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(ReluTransformIndependent),
        new IndependentComputation(
            "the transform of a piecewise linear function of one variable", "SciPy: adaptive quadrature between knots", "transform",
            new { knots = Knots, values = Values, frequencies = Frequencies }, Transform, 11),
        new IndependentComputation(
            "the transform of max(0, x + 2y + ¼) on a square", "SciPy: double quadrature on the side where it is not zero", "plane",
            new { weights = Weights, bias = Bias[0], waves = Waves }, GivenNumbers.Of(Plane), 9));

    private static double[] Transform()
    {
        var function = new PiecewiseLinearFunction(Knots, Values);
        return GivenNumbers.Parts([.. Frequencies.Select(function.Transform)]);
    }

    private static double[] Plane()
    {
        Linear layer = nn.Linear(2, 1);
        layer.weight = nn.Parameter(tensor(Weights, [1, 2]));
        layer.bias = nn.Parameter(tensor(Bias));
        using Sequential module = nn.Sequential(layer, nn.ReLU());
        var transform = new PlaneTransform(
            PlaneRegions.Of(PiecewiseLinearNetwork.Of(module), AffineSlice.Whole(2), PlaneWindow.Square(1)));
        return GivenNumbers.Parts([.. Waves.Select(k => transform.At(k[0], k[1]))]);
    }
}
