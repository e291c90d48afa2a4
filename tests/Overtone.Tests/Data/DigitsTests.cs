using Overtone.Data;

namespace Overtone.Tests.Data;

public class DigitsTests
{
    [Fact]
    public void The_last_360_images_are_the_test_set()
    {
        var (train, test) = Digits.Read();

        Assert.Equal((1437, 360), (train.Count, test!.Count));
        Assert.Equal(new ImageShape(1, 8, 8), train.Shape);
        Assert.Empty(train.Files);
    }

    [Fact]
    public void Classes_are_as_counted_by_the_source()
    {
        var (train, test) = Digits.Read();

        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            Sample.ClassCounts(train).Zip(Sample.ClassCounts(test!), (one, other) => one + other));
    }

    [Fact]
    public void The_first_image_is_the_zero_of_the_source_in_sixteenths()
    {
        var train = Digits.Read().Train;

        Assert.Equal(0, train.Labels[0]);
        Assert.Equal([0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0], Sample.Pixels(train, 0)[..8]);
        Assert.Equal(1f, Enumerable.Range(0, train.Count).Max(index => Sample.Pixels(train, index).Max()));
    }
}
