namespace Overtone.Tests;

public class FunctionDistanceTests
{
    [Fact]
    public void Distances_are_what_their_names_say()
    {
        var distance = FunctionDistance.Of([0, 1, 2, 3], [0, 1, 5, 7]);
        Assert.Equal((2.5, 7 / 4.0, 4), (distance.RootMeanSquare, distance.MeanAbsolute, distance.Largest));
        Assert.Equal(1, FunctionDistance.Of([0, 1, 3], [5, 7, 11]).Correlation, 1e-12);
    }
}
