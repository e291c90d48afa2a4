using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class EnergyFractionTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Shares_under_complementary_masks_sum_to_one() =>
        Gen.Select(Gen.Int[1, 15], Gen.Int[1, 15], Gen.Double[0, 10]).Sample((height, width, radius) =>
        {
            using var scope = NewDisposeScope();
            var images = Draw.Normal(1, 3, height, width);
            Tensor low = EnergyFraction.Of(images, FrequencyMask.RadialLowPass(height, width, radius));
            Tensor high = EnergyFraction.Of(images, FrequencyMask.RadialHighPass(height, width, radius));
            return low.Numbers().Concat(high.Numbers()).All(share => share is >= 0 and <= 1 + Rounding)
                && Tensors.Distance(low + high, ones_like(low)) < Rounding;
        }, iter: 100, threads: 1);

    [Fact]
    public void It_is_the_energy_of_the_filtered_image_over_the_images()
    {
        using var scope = NewDisposeScope();
        Tensor images = Draw.Normal(2, 2, 3, 9, 12), mask = FrequencyMask.RadialLowPass(9, 12, 3);
        var expected = FrequencyMask.Apply(images, mask).square().sum([-2, -1]) / images.square().sum([-2, -1]);
        Tensors.RequireNear(expected, EnergyFraction.Of(images, mask), Rounding);
    }

    [Fact]
    public void A_sum_of_two_waves_splits_by_the_squares_of_their_sizes()
    {
        using var scope = NewDisposeScope();
        var image = (3 * FourierBasis.Image(16, 16, 1, 2)) + (4 * FourierBasis.Image(16, 16, 5, 6));
        Assert.Equal(9.0 / 25, EnergyFraction.Of(image, FrequencyMask.RadialLowPass(16, 16, 4)).item<double>(), Rounding);
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using Tensor image = Draw.Normal(3, 8, 8), mask = FrequencyMask.SquareLowPass(8, 8, 2);
        Tensors.RequireNoTensorLeft(() => EnergyFraction.Of(image, mask).Dispose(), times: 3);
    }

    [Fact]
    public void An_image_without_energy_has_no_share()
    {
        using var scope = NewDisposeScope();
        Assert.True(double.IsNaN(EnergyFraction.Of(zeros(4, 4), FrequencyMask.RadialLowPass(4, 4, 1)).item<double>()));
    }
}
