using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// What is left of one frequency of a network whose parameters are moved by a length: |f̃_moved| / |f̃| over random directions.
/// Source: 1806.08734, Fig. 3 (experiment 2).
/// </summary>
/// <param name="Length">δ, in the norm of all parameters together.</param>
/// <param name="Index">Which of the spectrum's frequencies.</param>
/// <param name="Mean">The mean over directions.</param>
/// <param name="Deviation">The standard deviation over directions; NaN for one direction.</param>
public sealed record PerturbedSpectrum(double Length, int Index, double Mean, double Deviation)
{
    /// <summary>Moves one network of an ensemble along every direction, by every length.</summary>
    /// <param name="networks">The ensemble.</param>
    /// <param name="network">The network's place in it.</param>
    /// <param name="directions">[count, parameters], of unit length.</param>
    /// <param name="lengths">δ, zero or more.</param>
    /// <param name="inputs">Where the networks are evaluated, [N, inputs]: the points j/N, or what stands for them.</param>
    /// <param name="spectrum">The spectra of functions at those points.</param>
    /// <returns>Every length with every frequency, in their order.</returns>
    public static IReadOnlyList<PerturbedSpectrum> Of(
        ReluNetworkEnsemble networks, int network, Tensor directions, IReadOnlyList<double> lengths, Tensor inputs,
        EnsembleSpectrum spectrum)
    {
        using var scope = NewDisposeScope();
        Complex[,] whole = spectrum.Of(networks.Evaluate(inputs));
        Tensor values = ParameterPerturbation.Evaluate(networks, network, directions, lengths, inputs);
        var left = new List<PerturbedSpectrum>();
        foreach ((int index, double length) in lengths.Index())
        {
            Complex[,] moved = spectrum.Of(values[index]);
            for (int k = 0; k < moved.GetLength(0); k++)
            {
                double unmoved = whole[k, network].Magnitude;
                double[] shares = [.. Enumerable.Range(0, moved.GetLength(1)).Select(d => moved[k, d].Magnitude / unmoved)];
                double mean = shares.Average();
                left.Add(new(length, k, mean, Math.Sqrt(shares.Sum(v => (v - mean) * (v - mean)) / (shares.Length - 1))));
            }
        }

        return left;
    }
}
