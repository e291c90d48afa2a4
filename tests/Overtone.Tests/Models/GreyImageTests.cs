using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class GreyImageTests
{
    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(0.001, 60)]
    public void A_tenth_of_the_error_is_twenty_decibels_more(double error, double decibels)
    {
        using var errors = tensor(new[] { error, -error, error });
        Assert.Equal(decibels, GreyImage.PeakSignalToNoise(errors), 1e-12);
    }

    [Fact]
    public void A_small_image_is_enlarged_by_repeating_its_pixels()
    {
        using var scope = NewDisposeScope();
        var image = tensor(new float[] { 0, 0.25f, 0.5f, 1 }, [1, 1, 2, 2]);
        Assert.Equal(
            [0, 0, 0.25, 0.25, 0, 0, 0.25, 0.25, 0.5, 0.5, 1, 1, 0.5, 0.5, 1, 1], GreyImage.Of(image, 4, CPU).Numbers());
    }

    [Fact]
    public void Coordinates_are_the_centres_of_the_pixels_row_by_row()
    {
        using var found = GreyImage.Coordinates(2, CPU);
        Assert.Equal([0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75], found.Numbers());
    }
}
