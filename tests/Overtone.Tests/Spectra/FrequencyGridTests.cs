using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FrequencyGridTests
{
    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(4, new[] { 0, 1, -2, -1 })]
    [InlineData(5, new[] { 0, 1, 2, -2, -1 })]
    public void Frequencies_stand_as_the_transform_gives_them(int size, int[] expected) =>
        Assert.Equal(expected, FrequencyGrid.Signed(size));

    [Theory]
    [InlineData(28)]
    [InlineData(31)]
    public void They_are_those_of_libtorch(int size)
    {
        using var frequencies = fft.fftfreq(size, d: 1.0 / size, dtype: float64);
        Assert.Equal(frequencies.Numbers().Select(k => (int)Math.Round(k)), FrequencyGrid.Signed(size));
    }

    [Fact]
    public void A_size_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => FrequencyGrid.Signed(0));

    [Fact]
    public void The_radius_in_a_square_counts_cycles_per_image()
    {
        using Tensor radius = FrequencyGrid.Radius(32, 32), square = FrequencyGrid.Square(32, 32);
        Assert.Equal(5, radius[3, 28].item<double>(), 1e-12);
        Assert.Equal(4, square[3, 28].item<double>(), 1e-12);
        Assert.Equal(16, radius[16, 0].item<double>(), 1e-12);
        Assert.Equal(0, radius[0, 0].item<double>());
    }

    [Fact]
    public void A_circle_in_a_rectangle_is_a_circle_in_cycles_per_sample()
    {
        // 4 cycles over 16 rows and 8 cycles over 32 columns are both a quarter of a cycle per sample: 4 per shorter side.
        using var radius = FrequencyGrid.Radius(16, 32);
        Assert.Equal(4, radius[4, 0].item<double>(), 1e-12);
        Assert.Equal(4, radius[0, 8].item<double>(), 1e-12);
        Assert.Equal(Math.Sqrt(32), radius[4, 8].item<double>(), 1e-12);
    }
}
