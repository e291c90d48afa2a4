using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class FrequencyPrincipleNormTests
{
    private static readonly ReluFrequencyWeight Weight = new(1, 2, 0.3);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_sine_has_its_closed_form(int frequency)
    {
        double[] samples = [.. Enumerable.Range(0, 65).Select(n => 3 + Math.Sin(2 * Math.PI * frequency * n / 65))];
        var expected = 1 / Math.Sqrt(2 * ((2 / Math.Pow(frequency, 4)) + (4 * Math.PI * Math.PI * 0.3 / (frequency * frequency))));
        Assert.Equal(expected, FrequencyPrincipleNorm.OfSamples(Weight, samples), 1e-12);
        Assert.Equal(expected, FrequencyPrincipleNorm.OfSine(Weight, frequency), 1e-12);
        Assert.Equal(expected, FrequencyPrincipleNorm.Of(Weight, [(0, 3), (frequency, 0.5), (frequency, 0.5)]), 1e-12);
    }

    [Fact]
    public void Waves_add_up_in_squares()
    {
        double[] samples =
            [.. Enumerable.Range(0, 40).Select(n => (2 * Math.Sin(2 * Math.PI * 3 * n / 40)) + Math.Cos(2 * Math.PI * 5 * n / 40))];
        double three = FrequencyPrincipleNorm.OfSine(Weight, 3), five = FrequencyPrincipleNorm.OfSine(Weight, 5);
        Assert.Equal(Math.Sqrt((4 * three * three) + (five * five)), FrequencyPrincipleNorm.OfSamples(Weight, samples), 1e-12);
    }

    [Fact]
    public void Samples_of_a_line_need_a_weight_of_one_dimension() =>
        Assert.Throws<ArgumentException>(() => FrequencyPrincipleNorm.OfSamples(new ReluFrequencyWeight(2, 1, 1), [1, 2]));
}
