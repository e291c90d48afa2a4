using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;

namespace Overtone.Catalog.SpectralBias.RbfEigenvectors;

/// <summary>The usual width of a Gaussian kernel, and its eigenvectors, computed once more.</summary>
internal static class RbfEigenvectorsIndependent
{
    private static readonly double[][] Points = GivenNumbers.Normal("points", 15, 2);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(RbfEigenvectorsIndependent),
        new IndependentComputation(
            "the median distance between points", "SciPy's distances", "median_distance", new { points = Points },
            GivenNumbers.Of(() => [KernelEigenbasis.MedianDistance(GivenNumbers.Matrix(Points))]), 12),
        new IndependentComputation(
            "magnitudes of the first five eigenvectors", "SciPy's symmetric eigenvalue solver", "vectors", new { points = Points },
            GivenNumbers.Of(Vectors), 10));

    private static double[] Vectors()
    {
        TorchSharp.torch.Tensor points = GivenNumbers.Matrix(Points);
        using var basis = KernelEigenbasis.Of(points, KernelEigenbasis.MedianDistance(points));
        return [.. Enumerable.Range(0, 5).SelectMany(basis.Vector).Select(Math.Abs)];
    }
}
