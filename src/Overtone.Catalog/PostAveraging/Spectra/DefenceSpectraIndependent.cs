using Overtone.Catalog.Independent;
using Overtone.Models;
using Overtone.Studies.Independent;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>What <see cref="DefenceSpectra"/> measures and predicts, computed once more.</summary>
internal static class DefenceSpectraIndependent
{
    private const int Samples = 64, Outputs = 3, Directions = 3, Draws = 4;
    private static readonly InputSize Images = new(1, 4, 6);
    private const double HalfLength = 5, Radius = 0.8;

    private static readonly double[] Frequencies = [2, 6, 20];
    private static readonly double[][] Values = GivenNumbers.Normal("along a line", Samples, Outputs);

    /// <summary>Both.</summary>
    public static IndependentScript Script => IndependentScript.Beside(
        typeof(DefenceSpectraIndependent),
        new IndependentComputation(
            "the tapered spectrum of a function along a line", "NumPy's least squares, and a sum in the place of the FFT", "spectrum",
            new { values = Values, half_length = HalfLength }, GivenNumbers.Of(Spectrum), 10),
        new IndependentComputation(
            "the power that post-averaging leaves along random lines, one draw", "SciPy's Bessel functions and adaptive quadrature", "left",
            new { frequencies = Frequencies, pixels = Images.Height * Images.Width, directions = Directions, radius = Radius },
            () => [.. Frequencies.Select(Left)], 6));

    private static double Left(double frequency) =>
        new PredictedLines(Images, Directions, Radius, Draws).Of(SpectraDefence.PostAveraging, frequency)!.Value;

    private static double[] Spectrum()
    {
        Tensor spectra = new TaperedLine(HalfLength, Samples).Spectra(GivenNumbers.Matrix(Values).unsqueeze(0));
        return GivenNumbers.All(spectra.abs().square().sum([2]));
    }
}
