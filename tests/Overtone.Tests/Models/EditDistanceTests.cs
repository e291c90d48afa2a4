using Overtone.Models;

namespace Overtone.Tests.Models;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("mean", "mean", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("heigth", "height", 2)]
    public void It_counts_letters_put_in_taken_out_and_changed(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(first, second));
        Assert.Equal(distance, EditDistance.Between(second, first));
    }
}
