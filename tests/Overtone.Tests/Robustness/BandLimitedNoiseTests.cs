using CsCheck;
using Overtone.Robustness;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class BandLimitedNoiseTests
{
    [Fact]
    public void Noise_has_the_norm_and_stays_in_its_band() =>
        Gen.Select(Gen.Enum<BandShape>(), Gen.Int[0, 3], Gen.Enum<NormMode>(), Gen.Double[0.1, 9]).Sample((shape, half, mode, norm) =>
        {
            using var scope = NewDisposeScope();
            var filter = new BandFilter(shape, (2 * half) + 1);
            var noise = new BandLimitedNoise(filter, norm, mode, Seed: 1).Of(0, 3, 3, 12, 10).to_type(ScalarType.Float64);
            var energy = fft.fft2(noise, norm: TorchSharp.FFTNormType.Ortho).abs().square();
            var outside = (energy * (1 - filter.Mask(12, 10))).sum().item<double>() / energy.sum().item<double>();
            var norms = mode == NormMode.PerChannel ? noise.square().sum([2, 3]).sqrt() : noise.square().sum([1, 2, 3]).sqrt();
            return outside < 1e-10 && norms.Numbers().All(found => Math.Abs(found - norm) < 1e-5 * norm);
        }, iter: 60, threads: 1);

    [Fact]
    public void Noise_belongs_to_the_image_and_bands_share_what_they_both_hold()
    {
        using var scope = NewDisposeScope();
        var filter = new BandFilter(BandShape.SquareLowPass, 5);
        var noise = new BandLimitedNoise(filter, 2, NormMode.PerChannel, Seed: 1);
        Tensors.RequireSame(noise.Of(0, 6, 1, 8, 8).narrow(0, 4, 2), noise.Of(4, 2, 1, 8, 8));
        // A wider band holds the narrow one's noise, up to the factor that makes the norm.
        var wide = new BandLimitedNoise(new BandFilter(BandShape.SquareLowPass, 7), 2, NormMode.PerChannel, Seed: 1).Of(0, 1, 1, 8, 8);
        Tensor narrow = noise.Of(0, 1, 1, 8, 8), inside = filter.Apply(wide);
        var correlation = ((narrow * inside).sum() / (narrow.norm() * inside.norm())).item<float>();
        Assert.Equal(1, correlation, 1e-5);
    }
}
