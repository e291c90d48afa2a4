using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class PerturbationSignsTests
{
    [Fact]
    public void Signs_belong_to_image_and_seed()
    {
        using var all = PerturbationSigns.Of(SignRule.Paper, 1, 0, 50, 3);
        using var part = PerturbationSigns.Of(SignRule.Paper, 1, 20, 10, 3);
        using var other = PerturbationSigns.Of(SignRule.Paper, 2, 0, 50, 3);
        Assert.Equal(all.Numbers()[60..90], part.Numbers());
        Assert.NotEqual(all.Numbers(), other.Numbers());
    }

    [Fact]
    public void Signs_are_even_and_those_of_channels_differ()
    {
        const int Count = 2000;
        using var signs = PerturbationSigns.Of(SignRule.Paper, 3, 0, Count, 3);
        var numbers = signs.Numbers();
        Assert.All(numbers, sign => Assert.Contains(sign, new[] { -1.0, 1.0 }));
        // Five standard errors of the mean of Count fair signs.
        var limit = 5 / Math.Sqrt(Count);
        for (var channel = 0; channel < 3; channel++)
        {
            var one = Enumerable.Range(0, Count).Select(n => numbers[(3 * n) + channel]).ToArray();
            Assert.InRange(one.Average(), -limit, limit);
            Assert.InRange(Enumerable.Range(0, Count).Average(n => one[n] * numbers[(3 * n) + ((channel + 1) % 3)]), -limit, limit);
        }
    }

    [Fact]
    public void Without_signs_all_are_plus()
    {
        using var signs = PerturbationSigns.Of(SignRule.None, 1, 0, 4, 2);
        Assert.All(signs.Numbers(), sign => Assert.Equal(1, sign));
    }
}
