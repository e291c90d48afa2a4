using Overtone.Spectra;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.SpectralBias;

public class SpikeTests
{
    /// <summary>A spike's coefficients all have the size 1/N: the share is 1 at every frequency.</summary>
    [Fact]
    public void A_spike_has_every_frequency_in_equal_amount()
    {
        using var scope = NewDisposeScope();
        var spike = Spike.Target(32);
        Assert.Equal(1, spike[16, 0].item<float>());
        using var spectrum = new EnsembleSpectrum([1, 7, 15], spike.unsqueeze(0));
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(1.0 / 32, spectrum.Targets[k, 0].Magnitude, 1e-12));
    }

    [Fact]
    public void The_highest_frequency_learned_may_have_gaps_below_it()
    {
        Assert.Equal(3, Spike.HighestLearned([0.9, 0.1, 0.5, 0.4], 0.5));
        Assert.Equal(0, Spike.HighestLearned([0.4, 0.1], 0.5));
    }
}
