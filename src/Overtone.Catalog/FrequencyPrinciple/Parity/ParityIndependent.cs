using Overtone.Studies.Independent;
using Overtone.Theory.FrequencyPrinciple;

namespace Overtone.Catalog.FrequencyPrinciple.Parity;

/// <summary>Parity's spectrum, computed once more.</summary>
internal static class ParityIndependent
{
    private const int Dimension = 10;
    private static readonly double[] Frequencies = [0, 0.05, 0.1, 0.2, 0.25, 0.4];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(ParityIndependent),
        new IndependentComputation(
            "amplitudes of the parity of ten signs along the diagonal", "the mean over all 1,024 sign vectors, in plain Python",
            "amplitudes", new { dimension = Dimension, frequencies = Frequencies },
            () => [.. Frequencies.Select(k => SignParity.Amplitude(Dimension, k))], 12));
}
