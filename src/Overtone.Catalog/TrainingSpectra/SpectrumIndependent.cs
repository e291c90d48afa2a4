using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>How far saved predictions are from their targets at each frequency, computed once more.</summary>
internal static class SpectrumIndependent
{
    private static readonly double[] Coordinates = GivenNumbers.Normal("coordinates", 80), Frequencies = [0.1, 0.3, 0.7, 1.1];
    private static readonly double[][] Targets = GivenNumbers.Normal("targets", 80, 3), Outputs = GivenNumbers.Normal("outputs", 80, 3);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(SpectrumIndependent),
        new IndependentComputation(
            "relative errors at scattered samples, all outputs together, complex and of magnitudes", "NumPy: the sums as they are written",
            "relative_errors", new { coordinates = Coordinates, frequencies = Frequencies, targets = Targets, outputs = Outputs }, Errors,
            11));

    private static double[] Errors()
    {
        var spectrum = new LineSpectrum(Coordinates, Frequencies, (double[])[.. Targets.SelectMany(row => row)]);
        StreamedFourierTransform transform = spectrum.CreateTransform();
        transform.Add((double[])[.. Outputs.SelectMany(row => row)]);
        return [.. spectrum.ErrorsOf(transform.Coefficients()).SelectMany(e => new[] { e.Error!.Value, e.MagnitudeError!.Value })];
    }
}
