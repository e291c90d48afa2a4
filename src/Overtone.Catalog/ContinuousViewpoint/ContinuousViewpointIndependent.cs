using Overtone.Studies.Independent;
using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>The kernels of gradient flows on the circle, computed once more.</summary>
internal static class ContinuousViewpointIndependent
{
    private const double Width = 0.4;
    private static readonly int[] Frequencies = [1, 2, 4, 8];
    private static readonly double[] Distances = [0, 0.3, 1, 3];

    public static IndependentScript Script
    {
        get
        {
            var feature = new PeriodicGaussianFeature(Width);
            GradientFlowKernel coefficients = new(feature, Motion.Coefficients), features = new(feature, Motion.Features);
            return IndependentScript.Beside(
                typeof(ContinuousViewpointIndependent),
                new IndependentComputation(
                    "the rate at which each frequency is learned, coefficients moving and features moving",
                    "SciPy: quadrature of the feature and of its slope", "rates", new { width = Width, frequencies = Frequencies },
                    () => [.. Frequencies.Select(coefficients.Rate), .. Frequencies.Select(features.Rate)], 10),
                new IndependentComputation(
                    "both kernels", "SciPy: quadrature of products of features over their places", "kernels",
                    new { width = Width, distances = Distances },
                    () => [.. Distances.Select(coefficients.Value), .. Distances.Select(features.Value)], 10));
        }
    }
}
