using Overtone.Robustness;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class DifferenceSpectrumTests
{
    [Theory]
    [InlineData(HighFrequencyMask.NyquistSquare, 0.712)]
    [InlineData(HighFrequencyMask.OutsideSquare, 0.976)]
    [InlineData(HighFrequencyMask.OutsideDisc, 0.808)]
    public void White_noise_has_the_shares_of_the_masks_at_32_pixels(HighFrequencyMask mask, double expected)
    {
        // The share of frequencies under the mask: 27²/32², 1 − 5²/32², and the cells beyond radius 8.
        using var scope = NewDisposeScope();
        using var spectrum = new DifferenceSpectrum(32, 32);
        spectrum.AddChange(Draw.Normal(1, 200, 3, 32, 32));
        Assert.Equal(expected, HighFrequencyMasks.Of(mask, 32, 32).mean().item<double>(), 6e-4);
        Assert.Equal(expected, spectrum.Fraction(mask), 3e-3);
    }

    [Fact]
    public void The_square_of_side_2k_plus_1_scales_with_the_image_and_stays_odd()
    {
        Assert.Equal("27×27 around Nyquist", HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, 32, 40));
        Assert.Equal("189×189 around Nyquist", HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, 224, 224));
        Assert.Equal("all but 35×35 around zero", HighFrequencyMasks.Label(HighFrequencyMask.OutsideSquare, 224, 224));
        Assert.Equal("r > 2", HighFrequencyMasks.Label(HighFrequencyMask.OutsideDisc, 8, 8));
    }

    [Fact]
    public void A_wave_stands_at_its_frequency_with_its_norm()
    {
        using var scope = NewDisposeScope();
        using var spectrum = new DifferenceSpectrum(8, 8);
        Tensor before = Draw.Uniform(2, 5, 1, 8, 8), after = before + (FourierBasis.Image(8, 8, 2, 3) * 3);
        spectrum.Add(before, after);
        Assert.Equal(3, spectrum.MeanNorm, 1e-9);
        var magnitudes = spectrum.MeanMagnitude();
        Assert.Equal(3 / Math.Sqrt(2), magnitudes[2, 3].item<double>(), 1e-9);
        Assert.Equal(3 / Math.Sqrt(2), magnitudes[6, 5].item<double>(), 1e-9);
        Assert.Equal(6 / Math.Sqrt(2), magnitudes.sum().item<double>(), 1e-6);
    }

    [Fact]
    public void Unchanged_images_are_counted_and_left_out()
    {
        using var scope = NewDisposeScope();
        using DifferenceSpectrum with = new(8, 8), without = new(8, 8), none = new(8, 8);
        Tensor change = Draw.Normal(3, 4, 3, 8, 8);
        without.AddChange(change);
        with.AddChange(cat([zeros(2, 3, 8, 8, dtype: float64), change]));
        none.AddChange(zeros(2, 3, 8, 8));
        Assert.Equal((4, 2), (with.Changed, with.Unchanged));
        Assert.Equal(without.Fraction(HighFrequencyMask.OutsideDisc), with.Fraction(HighFrequencyMask.OutsideDisc), 1e-12);
        Assert.Equal(without.MeanNorm, with.MeanNorm, 1e-12);
        Assert.True(double.IsNaN(none.MeanNorm) && double.IsNaN(none.Fraction(HighFrequencyMask.OutsideDisc)));
    }

    [Fact]
    public void Batches_add_up()
    {
        using var scope = NewDisposeScope();
        using DifferenceSpectrum whole = new(8, 6), parts = new(8, 6);
        var change = Draw.Normal(4, 7, 1, 8, 6);
        whole.AddChange(change);
        parts.AddChange(change.narrow(0, 0, 3));
        parts.AddChange(change.narrow(0, 3, 4));
        Tensors.RequireNear(whole.MeanMagnitude(), parts.MeanMagnitude(), 1e-12);
        Assert.Equal(whole.Fraction(HighFrequencyMask.NyquistSquare), parts.Fraction(HighFrequencyMask.NyquistSquare), 1e-12);
    }
}
