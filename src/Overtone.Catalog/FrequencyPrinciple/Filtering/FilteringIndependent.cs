using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple.Filtering;

/// <summary>The filtering method, computed once more.</summary>
internal static class FilteringIndependent
{
    private static readonly double[][] Inputs = GivenNumbers.Normal("inputs", 50, 6), Targets = GivenNumbers.Normal("targets", 50, 3),
        Outputs = GivenNumbers.Normal("outputs", 50, 3);

    private static readonly double[] Variances = [0.3, 1, 3, 10];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(FilteringIndependent),
        new IndependentComputation(
            "low-frequency parts", "SciPy's distances, and the weighted mean as it is written", "low_parts",
            new { inputs = Inputs, values = Targets, variances = Variances },
            GivenNumbers.Of(() => GivenNumbers.All(Low(Targets))), 11),
        new IndependentComputation(
            "relative errors of the low and the high part", "NumPy, from those parts", "errors",
            new { inputs = Inputs, targets = Targets, outputs = Outputs, variances = Variances }, GivenNumbers.Of(Errors), 11));

    private static torch.Tensor Low(double[][] values) =>
        GaussianFilter.LowFrequencyPart(GivenNumbers.Matrix(Inputs), GivenNumbers.Matrix(values), Variances);

    private static double[] Errors()
    {
        torch.Tensor targets = GivenNumbers.Matrix(Targets), outputs = GivenNumbers.Matrix(Outputs),
            low = Low(Targets), lowOutputs = Low(Outputs);
        return [.. Enumerable.Range(0, Variances.Length).SelectMany(v =>
        {
            (double lowError, double highError) = GaussianFilter.Errors(targets, low[v], outputs, lowOutputs[v]);
            return new[] { lowError, highError };
        })];
    }
}
