using Overtone.Data;

namespace Overtone.Tests.Data;

public class MemoryDatasetTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    [Fact]
    public void The_largest_byte_is_exactly_one()
    {
        Assert.Equal([0f, 1f], Sample.Pixels(new MemoryDataset("set", Shape, ["a"], [0], [0, 255]), 0));
        Assert.Equal([0.5f, 1f], Sample.Pixels(new MemoryDataset("set", Shape, ["a"], [0], [8, 16], maximum: 16), 0));
    }

    [Fact]
    public void Floats_pass_unchanged() =>
        Assert.Equal([0.25f, 1f], Sample.Pixels(new MemoryDataset("set", Shape, ["a", "b"], [0, 1], [0, 0, 0.25f, 1f]), 1));

    [Fact]
    public void A_byte_above_the_maximum_is_an_error() =>
        Assert.Equal(
            "pixel 1", Assert.Throws<DataFormatException>(() => new MemoryDataset("set", Shape, ["a"], [0], [16, 17], maximum: 16)).Field);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(128f)]
    public void A_float_outside_0_to_1_is_an_error_that_says_where(float pixel)
    {
        var fault = Assert.Throws<DataFormatException>(
            () => new MemoryDataset("set", Shape, ["a", "b"], [0, 1], [0, 0, 0, pixel], ["set.npz"]));

        Assert.Equal(("set.npz", "pixel 1 of image 1"), (fault.File, fault.Field));
    }

    [Fact]
    public void A_number_of_pixels_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MemoryDataset("set", Shape, ["a"], [0], new byte[3]));
        Assert.Throws<ArgumentException>(() => new MemoryDataset("set", Shape, ["a"], [0], new float[3]));
    }

    [Fact]
    public void An_image_without_pixels_is_an_error() =>
        Assert.Throws<DataFormatException>(() => new MemoryDataset("set", new ImageShape(1, 0, 2), ["a"], [0], Array.Empty<byte>()));
}
