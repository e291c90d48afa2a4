using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FrequencyMaskTests
{
    private const double Rounding = 1e-12;

    private static readonly Gen<(int Height, int Width, double Limit, bool Square)> Masks =
        from height in Gen.Int[1, 20]
        from width in Gen.Int[1, 20]
        from limit in Gen.OneOf(Gen.Double[0, 15], Gen.Int[0, 15].Select(whole => (double)whole))
        from square in Gen.Bool
        select (height, width, limit, square);

    [Fact]
    public void Masks_of_even_odd_and_rectangular_sizes_are_conjugate_symmetric() =>
        Masks.Sample(m =>
        {
            using var scope = NewDisposeScope();
            var mask = Low(m);
            // The conjugate of frequency (u, v) stands at (−u, −v), modulo the sizes.
            return Tensors.Distance(mask, mask.flip(0, 1).roll([1, 1], [0, 1])) == 0;
        }, iter: 200, threads: 1);

    [Fact]
    public void A_mask_is_zero_or_one_and_high_is_its_complement() =>
        Masks.Sample(m =>
        {
            using var scope = NewDisposeScope();
            Tensor low = Low(m), high = High(m);
            return low.Numbers().All(v => v is 0 or 1) && Tensors.Distance(low + high, ones_like(low)) == 0;
        }, iter: 200, threads: 1);

    [Fact]
    public void A_filtered_image_is_real_and_filtering_twice_is_filtering_once() =>
        Masks.Sample(m =>
        {
            using var scope = NewDisposeScope();
            Tensor images = Draw.Normal(1, 2, m.Height, m.Width), mask = Low(m);
            var once = FrequencyMask.Apply(images, mask);
            var imaginary = fft.ifft2(fft.fft2(images) * mask).imag.abs().max().item<double>();
            return imaginary < Rounding && Tensors.Distance(once, FrequencyMask.Apply(once, mask)) < Rounding;
        }, iter: 100, threads: 1);

    [Fact]
    public void Low_and_high_add_up_to_the_image_in_value_and_in_energy() =>
        Masks.Sample(m =>
        {
            using var scope = NewDisposeScope();
            var images = Draw.Normal(2, 1, 3, m.Height, m.Width);
            Tensor low = FrequencyMask.Apply(images, Low(m)), high = FrequencyMask.Apply(images, High(m));
            return Tensors.Distance(low + high, images) < Rounding
                && Tensors.Distance(low.square().sum() + high.square().sum(), images.square().sum()) < Rounding * m.Height * m.Width * 10;
        }, iter: 100, threads: 1);

    [Fact]
    public void Filtering_commutes_with_shifts() =>
        (from m in Masks from down in Gen.Int[0, 19] from right in Gen.Int[0, 19] select (m, down, right)).Sample(c =>
        {
            using var scope = NewDisposeScope();
            Tensor image = Draw.Normal(3, c.m.Height, c.m.Width), mask = Low(c.m);
            Tensor Shift(Tensor x) => x.roll([c.down, c.right], [0, 1]);
            return Tensors.Distance(FrequencyMask.Apply(Shift(image), mask), Shift(FrequencyMask.Apply(image, mask))) < Rounding;
        }, iter: 100, threads: 1);

    [Fact]
    public void A_wave_passes_up_to_the_radius_and_not_beyond()
    {
        using var scope = NewDisposeScope();
        var wave = FourierBasis.Image(16, 16, 3, 4);
        Tensors.RequireNear(wave, FrequencyMask.Apply(wave, FrequencyMask.RadialLowPass(16, 16, 5)), Rounding);
        Tensors.RequireNear(zeros_like(wave), FrequencyMask.Apply(wave, FrequencyMask.RadialLowPass(16, 16, 4.99)), Rounding);
        Tensors.RequireNear(wave, FrequencyMask.Apply(wave, FrequencyMask.SquareLowPass(16, 16, 4)), Rounding);
        Tensors.RequireNear(zeros_like(wave), FrequencyMask.Apply(wave, FrequencyMask.SquareLowPass(16, 16, 3)), Rounding);
    }

    [Fact]
    public void The_limit_lies_inside_also_where_frequencies_are_fractions()
    {
        // In an image of 10 by 50 pixels the horizontal frequency 3 is 3/5 cycles per shorter side, and 3 · 0.2 is more than 0.6 in binary.
        Assert.True(3 * 0.2 > 0.6);
        using var mask = FrequencyMask.RadialLowPass(10, 50, 0.6);
        Assert.Equal(1, mask[0, 3].item<double>());
        Assert.Equal(0, mask[0, 4].item<double>());
    }

    [Fact]
    public void Every_image_of_a_batch_is_filtered_by_itself()
    {
        using var scope = NewDisposeScope();
        Tensor images = Draw.Normal(4, 3, 2, 8, 6), mask = FrequencyMask.RadialLowPass(8, 6, 2);
        var filtered = FrequencyMask.Apply(images, mask);
        Tensors.RequireNear(FrequencyMask.Apply(images[2, 1], mask), filtered[2, 1], Rounding);
        Assert.Equal(ScalarType.Float64, FrequencyMask.Apply(images.to_type(ScalarType.Float32), mask).dtype);
    }

    [Fact]
    public void A_mask_of_another_size_is_refused()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => FrequencyMask.Apply(zeros(2, 8, 6), FrequencyMask.RadialLowPass(6, 8, 2)));
        Assert.StartsWith("The mask is 6×8; the images are 8×6.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var image = Draw.Normal(5, 8, 8);
        Tensors.RequireNoTensorLeft(() =>
        {
            using var mask = FrequencyMask.RadialHighPass(8, 8, 2);
            FrequencyMask.Apply(image, mask).Dispose();
        }, times: 3);
    }

    private static Tensor Low((int Height, int Width, double Limit, bool Square) m) => m.Square
        ? FrequencyMask.SquareLowPass(m.Height, m.Width, m.Limit)
        : FrequencyMask.RadialLowPass(m.Height, m.Width, m.Limit);

    private static Tensor High((int Height, int Width, double Limit, bool Square) m) => m.Square
        ? FrequencyMask.SquareHighPass(m.Height, m.Width, m.Limit)
        : FrequencyMask.RadialHighPass(m.Height, m.Width, m.Limit);
}
