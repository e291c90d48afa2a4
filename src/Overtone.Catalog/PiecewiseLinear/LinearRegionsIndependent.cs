using Overtone.Studies.Independent;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Numbers of linear regions, counted once more.</summary>
internal static class LinearRegionsIndependent
{
    private const int DeepSeed = 1;
    private static readonly int[] OneLayer = [2, 20, 1], TwoLayers = [2, 5, 4, 1];
    private static readonly long[] Seeds = [1, 2, 3, 4, 5];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(LinearRegionsIndependent),
        new IndependentComputation(
            "regions of networks with one hidden layer", "1, a line each that meets the window, and a crossing each inside it (Euler)",
            "arrangements", new { layers = Seeds.Select(seed => Weights(seed, OneLayer)[0]) },
            () => [.. Seeds.Select(seed => Count(seed, OneLayer))], 15),
        new IndependentComputation(
            "regions of a network with two hidden layers", "NumPy: different activation patterns on a grid of nine million points",
            "patterns", new { layers = Weights(DeepSeed, TwoLayers) }, () => [Count(DeepSeed, TwoLayers)], 15));

    private static double Count(long seed, int[] widths) =>
        PlaneRegions.Of(DrawnNetwork.Relu(seed, widths), AffineSlice.Whole(2), PlaneWindow.Square(1)).Count;

    // All hidden layers, each a row [weights, bias] a unit.
    private static double[][][] Weights(long seed, int[] widths) => [.. Enumerable.Range(0, widths.Length - 2).Select(layer =>
    {
        (double[][] weights, double[] biases) = DrawnNetwork.Layer(seed, layer, widths[layer], widths[layer + 1]);
        return weights.Zip(biases, (row, bias) => (double[])[.. row, bias]).ToArray();
    })];
}
