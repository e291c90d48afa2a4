using Overtone.Studies.Independent;
using Overtone.Theory.BallAverage;

namespace Overtone.Catalog.BallAverage;

/// <summary>The factors of balls and spheres, computed once more.</summary>
internal static class BallAverageIndependent
{
    private static readonly int[] Dimensions = [1, 2, 3, 10, 100, 784];
    private static readonly double[] Phases = [0.5, 1, 2, 4, 8, 20];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(BallAverageIndependent),
        new IndependentComputation(
            "the factor of an average over a ball", "the power series of the Bessel function, in exact fractions", "ball",
            new { dimensions = Dimensions, phases = Phases },
            () => [.. Dimensions.SelectMany(n => Phases.Select(z => BallResponse.Ball(n, z)))], 13),
        new IndependentComputation(
            "the factor of an average over a sphere, in up to ten dimensions", "SciPy's Bessel and gamma functions", "sphere",
            new { dimensions = Dimensions.Where(n => n <= 10), phases = Phases },
            () => [.. Dimensions.Where(n => n <= 10).SelectMany(n => Phases.Select(z => BallResponse.Sphere(n, z)))], 13));
}
