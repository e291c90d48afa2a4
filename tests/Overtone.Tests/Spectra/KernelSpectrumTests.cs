using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class KernelSpectrumTests
{
    private const double Rounding = 1e-12;

    // Two far pairs and a point by itself: eigenvalues a, a, 1, b, b.
    private static Tensor Pairs() => tensor(new double[] { 0, 1, 1000, 1001, 5000 }, [5, 1]);

    [Fact]
    public void Within_a_subspace_energy_is_shared_out_evenly()
    {
        using var scope = NewDisposeScope();
        using var basis = KernelEigenbasis.Of(Pairs(), 1);
        using var spectrum = new KernelSpectrum(basis);
        Assert.Equal(4, spectrum.Unstable);
        // Only on the first pair: the slow subspace has ½ of it as its mean square, whichever vectors span it.
        var amplitudes = spectrum.Amplitudes(tensor(new double[] { 1, 1, 0, 0, 0 }));
        double[] expected = [1, 1, 0, 0, 0];
        Assert.All(amplitudes.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Rounding));
    }

    [Fact]
    public void Halves_part_at_the_edge_of_a_subspace_and_hold_all_energy()
    {
        using var scope = NewDisposeScope();
        using var basis = KernelEigenbasis.Of(Pairs(), 1);
        using var spectrum = new KernelSpectrum(basis);
        Assert.Equal(2, spectrum.Middle);
        var energies = spectrum.Energies(tensor(new double[] { 1, 1, 3, -3, 2 }));
        Assert.Equal(2, energies.Low, Rounding);
        Assert.Equal(18 + 4, energies.High, Rounding);
        Assert.Equal(24, energies.RandomLow + energies.RandomHigh, Rounding);
    }

    [Theory]
    [InlineData(KernelNoise.High, true)]
    [InlineData(KernelNoise.Low, false)]
    public void Noise_has_the_weights_that_its_name_says(KernelNoise noise, bool rises)
    {
        using var scope = NewDisposeScope();
        using var basis = KernelEigenbasis.Of(linspace(0, 1, 12, dtype: float64).unsqueeze(1), 0.1);
        double[] weights = [.. basis.Project(tensor(KernelBasisNoise.Of(noise, 2, basis, 3))).Select(Math.Abs)];
        for (var n = 0; n < 12; n++)
        {
            Assert.Equal(Math.Pow((rises ? n + 1 : 12 - n) / 12.0, 2), weights[n], Rounding);
        }

        Assert.NotEqual(KernelBasisNoise.Of(noise, 2, basis, 3), KernelBasisNoise.Of(noise, 2, basis, 4));
        Assert.All(KernelBasisNoise.Of(KernelNoise.None, 2, basis, 3), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(2, new[] { 1.5, 4.0 })]
    [InlineData(9, new[] { 1.0, 2, 3, 4, 5 })]
    public void Bins_hold_the_mean_of_their_amplitudes(int bins, double[] modes)
    {
        using var scope = NewDisposeScope();
        using var basis = KernelEigenbasis.Of(Pairs(), 1);
        using var spectrum = new KernelSpectrum(basis);
        var values = tensor(new double[] { 1, 1, 3, -3, 2 });
        var (amplitudes, binned) = (spectrum.Amplitudes(values), spectrum.BinnedAmplitudes(values, bins));
        Assert.Equal(modes, binned.Select(bin => bin.Mode));
        Assert.Equal(amplitudes[..(5 / modes.Length)].Average(), binned[0].Amplitude, Rounding);
        Assert.Equal(bins == 2 ? amplitudes[2..].Average() : amplitudes[4], binned[^1].Amplitude, Rounding);
    }
}
