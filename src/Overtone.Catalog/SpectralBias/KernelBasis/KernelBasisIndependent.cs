using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.KernelBasis;

/// <summary>The basis of a Gaussian kernel's eigenvectors, computed once more.</summary>
internal static class KernelBasisIndependent
{
    private const double Width = 1.5;
    private static readonly double[][] Points = GivenNumbers.Normal("points", 40, 3);
    private static readonly double[] Values = GivenNumbers.Normal("values", 40);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(KernelBasisIndependent),
        new IndependentComputation(
            "eigenvalues of a Gaussian kernel", "SciPy's singular values of the kernel matrix", "eigenvalues",
            new { points = Points, width = Width }, GivenNumbers.Of(() => [.. Basis().Eigenvalues]), 12),
        new IndependentComputation(
            "energies of a function on the first ten eigenvectors", "SciPy: projections on singular vectors", "energies",
            new { points = Points, width = Width, values = Values },
            GivenNumbers.Of(() => [.. Basis().Project(tensor(Values)).Take(10).Select(c => c * c)]), 9));

    private static KernelEigenbasis Basis() => KernelEigenbasis.Of(GivenNumbers.Matrix(Points), Width);
}
