using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;

namespace Overtone.Catalog.FrequencyPrinciple.OneDimension;

/// <summary>Relative errors of frequencies, and the order of their settling, computed once more.</summary>
internal static class OneDimensionIndependent
{
    private static readonly double[] Targets = GivenNumbers.Normal("targets", 64), Outputs = GivenNumbers.Normal("outputs", 64);
    private static readonly double[] Steps = [30, 20, 20, 75, 60, 110, 90, 300, 200, 200];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(OneDimensionIndependent),
        new IndependentComputation(
            "relative errors of the frequencies 1 to 20", "NumPy's fast Fourier transform", "relative_errors",
            new { targets = Targets, outputs = Outputs, highest = 20 }, Errors, 11),
        new IndependentComputation(
            "rank correlation of frequency and step, with ties", "SciPy's Spearman correlation", "rank_correlation",
            new { steps = Steps }, () => [RankOrder.Of(Steps.Select((step, k) => (k + 1.0, step)))], 12));

    private static double[] Errors()
    {
        double[] points = [.. Enumerable.Range(0, Targets.Length).Select(j => (double)j / Targets.Length)];
        var spectrum = new LineSpectrum(points, [.. Enumerable.Range(1, 20).Select(k => (double)k)], Targets);
        StreamedFourierTransform transform = spectrum.CreateTransform();
        transform.Add(Outputs);
        return [.. spectrum.ErrorsOf(transform.Coefficients()).Select(error => error.Error!.Value)];
    }
}
