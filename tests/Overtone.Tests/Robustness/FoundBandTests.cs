using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class FoundBandTests
{
    private static readonly double[] Radii = [.. Enumerable.Range(0, 33).Select(n => 2 * Math.Pow(2, n / 8.0))];

    [Theory]
    [InlineData(4)]
    [InlineData(6.3)]
    [InlineData(11)]
    public void A_bump_is_found_with_its_width_at_half_of_its_height(double radius)
    {
        // A bell in octaves, whose width at half height is twice the square root of 2 ln 2 times its deviation.
        const double Deviation = 0.2;
        var found = FoundBand.OfPeak(Radii, [.. Radii.Select(r => Math.Exp(-Math.Pow(Math.Log2(r / radius) / Deviation, 2) / 2))], 0.5)!;
        Assert.Equal(0, found.DistanceTo(radius), 0.01);
        Assert.Equal(2 * Math.Sqrt(2 * Math.Log(2)) * Deviation, found.Octaves, 0.02);
        Assert.True(found.IsSingle);
    }

    [Fact]
    public void Two_bumps_far_apart_are_no_single_band()
    {
        var found = FoundBand.OfPeak(Radii, [.. Radii.Select(r => Math.Abs(r - 4) < 0.5 || Math.Abs(r - 12) < 0.7 ? 1.0 : 0)], 0.5)!;
        Assert.Equal(Math.Sqrt(4 * 12), found.Centre, 0.5);
        Assert.False(found.IsSingle);
    }

    [Fact]
    public void A_curve_that_stays_low_shows_nothing() => Assert.Null(FoundBand.OfPeak(Radii, [.. Radii.Select(_ => 0.01)], 0.02));

    [Fact]
    public void A_bump_at_an_end_ends_there()
    {
        var found = FoundBand.OfPeak(Radii, [.. Radii.Select(r => r < 3 ? 1.0 : 0)], 0.5)!;
        Assert.Equal(Radii[0], found.Lower);
        Assert.InRange(found.Upper, 2.8, 3.2);
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(4, 12)]
    [InlineData(12, 4)]
    public void The_band_lies_between_where_low_and_high_passed_images_are_recognised(double lowFrom, double highUpTo)
    {
        double[] low = [.. Radii.Select(r => 1 / (1 + Math.Pow(lowFrom / r, 12)))],
            high = [.. Radii.Select(r => 1 / (1 + Math.Pow(r / highUpTo, 12)))];
        var found = FoundBand.BetweenHalves(Radii, low, high, 0.5)!;
        Assert.Equal(Math.Min(lowFrom, highUpTo), found.Lower, 0.05);
        Assert.Equal(Math.Max(lowFrom, highUpTo), found.Upper, 0.05);
    }

    [Fact]
    public void Images_that_are_never_recognised_or_always_tell_nothing()
    {
        double[] never = [.. Radii.Select(_ => 0.1)], always = [.. Radii.Select(_ => 0.9)];
        double[] rising = [.. Radii.Select(r => r / 40)], falling = [.. Radii.Select(r => 1 - (r / 40))];
        Assert.NotNull(FoundBand.BetweenHalves(Radii, rising, falling, 0.5));
        Assert.All(new[] { never, always }, flat =>
        {
            Assert.Null(FoundBand.BetweenHalves(Radii, flat, falling, 0.5));
            Assert.Null(FoundBand.BetweenHalves(Radii, rising, flat, 0.5));
        });
    }

    [Fact]
    public void Each_radius_needs_its_value() => Assert.Contains(
        "one value for each radius", Assert.Throws<ArgumentException>(() => FoundBand.OfPeak(Radii, [1, 2], 0)).Message,
        StringComparison.Ordinal);
}
