using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class GeneralizationBoundTests
{
    private static readonly ReluFrequencyWeight Weight = new(1, 2, 0.3);

    [Fact]
    public void It_is_its_formula()
    {
        var sum = Math.Sqrt((2 * 2 * Math.Pow(Math.PI, 4) / 90) + (4 * Math.PI * Math.PI * 0.3 * 2 * Math.PI * Math.PI / 6));
        Assert.Equal(
            (1.5 + (2 * 0.7 * sum)) * ((2 / 5.0) + (4 * Math.Sqrt(2 * Math.Log(40) / 25))),
            GeneralizationBound.Of(Weight, 0.7, 1.5, 25, 0.1),
            1e-10);
    }

    [Fact]
    public void The_unit_of_the_weight_does_not_matter()
    {
        var scaled = new ReluFrequencyWeight(1, 200, 30);
        double Bound(ReluFrequencyWeight weight) => GeneralizationBound.Of(weight, FrequencyPrincipleNorm.OfSine(weight, 3), 1, 20);
        Assert.Equal(Bound(Weight), Bound(scaled), 1e-10);
    }

    [Theory]
    [InlineData(-1, 1, 5, 0.1)]
    [InlineData(1, -1, 5, 0.1)]
    [InlineData(1, 1, 0, 0.1)]
    [InlineData(1, 1, 5, 1)]
    public void Arguments_have_ranges(double norm, double largest, int samples, double failure) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneralizationBound.Of(Weight, norm, largest, samples, failure));
}
