using Overtone.Data;

namespace Overtone.Tests.Data;

public class ImageShapeTests
{
    [Fact]
    public void Pixels_are_channels_times_height_times_width()
    {
        Assert.Equal(3 * 20 * 10, new ImageShape(3, 20, 10).PixelCount);
        Assert.Equal("3x20x10", new ImageShape(3, 20, 10).ToString());
    }

    [Fact]
    public void A_size_beyond_an_array_is_an_error() =>
        Assert.Throws<OverflowException>(() => new ImageShape(3, 1 << 16, 1 << 16).PixelCount);
}
