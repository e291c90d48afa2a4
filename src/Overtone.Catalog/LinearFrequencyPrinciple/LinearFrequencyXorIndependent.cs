using Overtone.Studies.Independent;
using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The predicted function in the plane, computed once more.</summary>
internal static class LinearFrequencyXorIndependent
{
    private const double Cutoff = 2, Period = 4, Cubic = 0.7, Linear = 0.03;
    private static readonly double[,] Points = { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } };
    private static readonly double[] Labels = [1, -1, -1, 1];

    public static IndependentScript Script
    {
        get
        {
            double[,] at = SamplePoints.OnSquare(-1, 1, 7);
            var lattice = FrequencyLattice.For(Points, Cutoff, Period);
            return IndependentScript.Beside(
                typeof(LinearFrequencyXorIndependent),
                new IndependentComputation(
                    "the predicted function of the exclusive or", "NumPy: the sum over the whole lattice, frequency by frequency",
                    "prediction",
                    new
                    {
                        points = Rows(Points),
                        labels = Labels,
                        at = Rows(at),
                        period = lattice.Period,
                        highest = lattice.Highest,
                        cubic = Cubic,
                        linear = Linear,
                    },
                    () => LongTimeLimit.Predict(
                        new ReluFrequencyWeight(2, Cubic, Linear), new LinearFrequencySamples(Points, Labels), Cutoff, Period)
                        .Function.At(at),
                    7));
        }
    }

    private static double[][] Rows(double[,] points) =>
        [.. Enumerable.Range(0, points.GetLength(0)).Select(n => new[] { points[n, 0], points[n, 1] })];
}
