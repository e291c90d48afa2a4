using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FeatureSpectrumTests
{
    [Theory]
    [InlineData(SpectrumPath.Diagonal)]
    [InlineData(SpectrumPath.Radial)]
    public void White_noise_is_flat_but_for_zero_and_nyquist(SpectrumPath path)
    {
        // |F| is Rayleigh where F is complex and half-normal where it is real: their means are √(π/4) and √(2/π) for unit power.
        using var scope = NewDisposeScope();
        var spectrum = new FeatureSpectrum { Average = AmplitudeAverage.LogOfMean, Path = path }.Of(Draw.Normal(1, 400, 8, 16, 16));
        var expected = Math.Log(Math.Sqrt(Math.PI / 4) / Math.Sqrt(2 / Math.PI));
        Assert.Equal(0, spectrum[0].LogAmplitude);
        Assert.All(spectrum.Skip(1).SkipLast(1), point => Assert.Equal(expected, point.LogAmplitude, 0.04));
        Assert.Equal((0, 1), (spectrum[0].Frequency, spectrum[^1].Frequency));
    }

    [Fact]
    public void A_blur_falls_by_its_own_frequency_response()
    {
        // A circular mean of two neighbours in both directions: |H| = cos²(ω/2) along the diagonal.
        using var scope = NewDisposeScope();
        var noise = Draw.Normal(2, 300, 4, 16, 16);
        var blurred = (noise + noise.roll(1, 2) + noise.roll(1, 3) + noise.roll([1, 1], [2, 3])) / 4;
        var before = new FeatureSpectrum().Of(noise);
        var after = new FeatureSpectrum().Of(blurred);
        foreach (var (plain, smooth) in before.Zip(after).Skip(1).SkipLast(1))
            Assert.Equal(2 * Math.Log(Math.Cos(Math.PI * plain.Frequency / 2)), smooth.LogAmplitude - plain.LogAmplitude, 1e-9);
    }

    [Fact]
    public void Odd_and_rectangular_maps_have_a_spectrum()
    {
        using var scope = NewDisposeScope();
        Assert.All(
            Enum.GetValues<SpectrumPath>(),
            path =>
                Assert.Equal(
                    4, new FeatureSpectrum { Path = path }
                        .Of(Draw.Normal(3, 2, 3, 7, 12))
                        .Count));
    }

    [Fact]
    public void A_window_lowers_the_seam()
    {
        using var scope = NewDisposeScope();
        var ramp = linspace(1, 3, 32, dtype: float64).reshape(1, 1, 1, 32).expand(1, 1, 32, 32);
        Tensor diagonal = ramp * ramp.transpose(2, 3);
        var path = new FeatureSpectrum { Path = SpectrumPath.Radial };
        Assert.True((path with { Window = SpectrumWindow.Hann }).Of(diagonal)[^1].LogAmplitude < path.Of(diagonal)[^1].LogAmplitude);
    }

    [Fact]
    public void Dead_channels_are_no_infinity()
    {
        using var scope = NewDisposeScope();
        Assert.All(new FeatureSpectrum().Of(zeros(1, 2, 4, 4)), point => Assert.True(double.IsFinite(point.LogAmplitude)));
    }

    [Fact]
    public void Shift_and_logarithm_are_as_asked()
    {
        using var scope = NewDisposeScope();
        // One wave of amplitude 3 on a mean of 2: |F| is 2·8 at zero and 3·8/2 at its frequency, of 8×8 orthonormal.
        Tensor x = arange(8, dtype: float64), wave = 2 + (3 * (2 * Math.PI / 8 * 2 * (x + x.unsqueeze(1))).cos()).reshape(1, 1, 8, 8);
        var plain = new FeatureSpectrum { Shift = AmplitudeShift.None };
        Assert.Equal(Math.Log(16), plain.Of(wave)[0].LogAmplitude, 1e-9);
        Assert.Equal(Math.Log(12), plain.Of(wave)[2].LogAmplitude, 1e-9);
        Assert.Equal(Math.Log10(12), (plain with { Logarithm = AmplitudeLogarithm.Decimal }).Of(wave)[2].LogAmplitude, 1e-9);
        Assert.Equal(Math.Log(12.0 / 16), new FeatureSpectrum().Of(wave)[2].LogAmplitude, 1e-9);
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(64, 4)]
    [InlineData(64, 0)]
    public void Tokens_become_a_grid_row_by_row_without_those_that_are_no_patches(int count, int first)
    {
        using var scope = NewDisposeScope();
        var tokens = Draw.Normal(4, 2, count, 3);
        var grid = FeatureSpectrum.Grid(tokens, 6, 10, first);
        Assert.Equal([2, 3, 6, 10], grid.shape);
        Tensors.RequireSame(tokens[1, first + (10 * 2) + 5], grid[1, TensorIndex.Ellipsis, 2, 5]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_tokens_than_patches_are_refused(int first) => Assert.Contains(
        "Found 59 tokens, expected 6×10 patches",
        Assert.Throws<ArgumentException>(() => FeatureSpectrum.Grid(zeros(1, 59, 2), 6, 10, first)).Message);
}
