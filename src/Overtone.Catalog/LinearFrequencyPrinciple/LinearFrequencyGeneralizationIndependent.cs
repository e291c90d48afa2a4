using Overtone.Studies.Independent;
using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The FP norm and the bound that it gives, computed once more.</summary>
internal static class LinearFrequencyGeneralizationIndependent
{
    private const double Cubic = 0.5, Linear = 0.02;
    private const int Samples = 40;
    private static readonly int[] Frequencies = [1, 3, 10];

    public static IndependentScript Script
    {
        get
        {
            ReluFrequencyWeight line = new(1, Cubic, Linear), plane = new(2, Cubic, Linear);
            return IndependentScript.Beside(
                typeof(LinearFrequencyGeneralizationIndependent),
                new IndependentComputation(
                    "‖γ‖², the sum of γ² over integer frequencies, on the line and in the plane", "SciPy's zeta functions",
                    "sums", new { cubic = Cubic, linear = Linear }, () => [line.SumOverIntegers(), plane.SumOverIntegers()], 11),
                new IndependentComputation(
                    "the FP norm of sines, and the bound", "NumPy: the coefficients' sum, and the formula as it is written", "bounds",
                    new { cubic = Cubic, linear = Linear, frequencies = Frequencies, samples = Samples },
                    () => [.. Frequencies.SelectMany(k =>
                    {
                        double norm = FrequencyPrincipleNorm.OfSine(line, k);
                        return new[] { norm, GeneralizationBound.Of(line, norm, 1, Samples) };
                    })],
                    11));
        }
    }
}
