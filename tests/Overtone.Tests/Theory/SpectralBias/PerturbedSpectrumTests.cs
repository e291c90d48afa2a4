using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.SpectralBias;

public class PerturbedSpectrumTests
{
    private const int Samples = 32;

    /// <summary>Against one moved network at a time.</summary>
    [Fact]
    public void What_is_left_is_the_mean_over_networks_moved_by_hand()
    {
        using var scope = NewDisposeScope();
        using var networks = new ReluNetworkEnsemble([1, 12, 12, 1], [1, 2]);
        var inputs = SineSum.Inputs(1, Samples, CPU);
        using var spectrum = new EnsembleSpectrum([1, 3], networks.Evaluate(inputs));
        var directions = ParameterPerturbation.Directions(networks.Parameters.shape[1], 3, seed: 1);
        var found = PerturbedSpectrum.Of(networks, 1, directions, [0, 0.5], inputs, spectrum);

        Assert.Equal([(0, 0), (0, 1), (0.5, 0), (0.5, 1)], found.Select(left => (left.Length, left.Index)));
        Assert.All(found.Take(2), left => Assert.Equal(1, left.Mean, 1e-5));
        Assert.All(found.Take(2), left => Assert.Equal(0, left.Deviation, 1e-5));
        using var moved = ReluNetworkEnsemble.Of([1, 12, 12, 1], networks.Parameters[1] + (0.5f * directions));
        var coefficients = spectrum.Of(moved.Evaluate(inputs));
        for (var k = 0; k < 2; k++)
        {
            double[] left = [.. Enumerable.Range(0, 3).Select(d => coefficients[k, d].Magnitude / spectrum.Targets[k, 1].Magnitude)];
            Assert.Equal(left.Average(), found[2 + k].Mean, 1e-4);
            Assert.Equal(MathNet.Numerics.Statistics.Statistics.StandardDeviation(left), found[2 + k].Deviation, 1e-4);
        }
    }
}
