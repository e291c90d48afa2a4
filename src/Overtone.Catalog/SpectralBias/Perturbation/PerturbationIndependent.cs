using Overtone.Catalog.Independent;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.Perturbation;

/// <summary>What a perturbation of the weights leaves of each frequency, computed once more.</summary>
internal static class PerturbationIndependent
{
    private const int Samples = 64, Count = 20;
    private static readonly int[] Widths = [1, 16, 16, 1];
    private static readonly int[] Frequencies = [1, 2, 4, 8];
    private static readonly double[] Lengths = [0.1, 0.5, 2];

    public static IndependentScript Script
    {
        get
        {
            using var scope = NewDisposeScope();
            using var networks = new ReluNetworkEnsemble(Widths, [1L]);
            double[] parameters = GivenNumbers.All(networks.Parameters);
            double[][] directions = [.. GivenNumbers.All(Directions(parameters.Length)).Chunk(parameters.Length)];
            return IndependentScript.Beside(
                typeof(PerturbationIndependent),
                new IndependentComputation(
                    "what random perturbations leave of a frequency, the mean over directions", "NumPy in float64 (ours is float32)",
                    "left",
                    new { widths = Widths, parameters, directions, lengths = Lengths, frequencies = Frequencies, samples = Samples },
                    GivenNumbers.Of(Left), 4));
        }
    }

    private static Tensor Directions(long parameters) => ParameterPerturbation.Directions(parameters, Count, seed: 1);

    private static double[] Left()
    {
        using var networks = new ReluNetworkEnsemble(Widths, [1L]);
        Tensor inputs = SineSum.Inputs(1, Samples, CPU);
        using var spectrum = new EnsembleSpectrum(Frequencies, networks.Evaluate(inputs));
        return [.. PerturbedSpectrum.Of(networks, 0, Directions(networks.Parameters.shape[1]), Lengths, inputs, spectrum)
            .Select(left => left.Mean)];
    }
}
