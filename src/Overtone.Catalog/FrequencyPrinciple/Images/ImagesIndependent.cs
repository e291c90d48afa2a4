using System.Numerics;
using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple.Images;

/// <summary>The projection method, computed once more.</summary>
internal static class ImagesIndependent
{
    private static readonly double[][] Inputs = GivenNumbers.Normal("inputs", 60, 8), Targets = GivenNumbers.Normal("targets", 60, 3);
    private static readonly double[] Frequencies = [0, 0.1, 0.25, 0.5, 0.8, 1.2];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(ImagesIndependent),
        new IndependentComputation(
            "amplitudes along the first principal component", "NumPy: singular value decomposition, and the sum as it is written",
            "amplitudes", new { inputs = Inputs, targets = Targets, frequencies = Frequencies }, GivenNumbers.Of(Amplitudes), 7));

    private static double[] Amplitudes()
    {
        torch.Tensor inputs = GivenNumbers.Matrix(Inputs);
        (torch.Tensor coordinates, _) = LineCoordinates.Standardised(inputs, PrincipalDirection.Of(inputs));
        using var transform = new NonuniformFourierTransform(coordinates, Frequencies);
        // The sign of a component is free, and with it that of the imaginary parts.
        return [.. transform.Transform(GivenNumbers.Matrix(Targets)).Cast<Complex>().Select(c => c.Magnitude)];
    }
}
