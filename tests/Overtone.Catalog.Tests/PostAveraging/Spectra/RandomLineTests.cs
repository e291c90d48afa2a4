using Overtone.Catalog.PostAveraging.Spectra;
using Overtone.Models;

namespace Overtone.Catalog.Tests.PostAveraging.Spectra;

public class RandomLineTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(3072)]
    public void Powers_of_the_frequency_have_the_moments_of_cosines(int dimension)
    {
        Assert.Equal(1, RandomLine.PowerLeft(dimension, 7, double.MaxValue, _ => 1), 1e-12);
        // The mean of |c|⁵ over that of |c|³.
        Assert.Equal(1, RandomLine.PowerLeft(dimension, 7, double.MaxValue, w => 49 / (w * w)) * (dimension + 3) / 4, 1e-9);
    }

    [Fact]
    public void Averages_end_at_their_floors_and_the_ball_does_not()
    {
        const int K = 15;
        var images = new InputSize(3, 32, 32);
        const double Radius = 1.36, High = 24 / Radius;
        var predicted = new PredictedLines(images, K, Radius, 4);
        double floor = 6.0 * K / Math.Pow((6 * K) + 1, 2);
        Assert.Equal(1, predicted.Of(SpectraDefence.PostAveraging, High)!.Value / floor, 0.03);
        Assert.Equal(1, predicted.Of(SpectraDefence.Ball, High)!.Value * 6 * K, 0.03);
        Assert.Equal(1, predicted.Of(SpectraDefence.BallDraws, High)!.Value * 24 * K, 0.03);
        Assert.Equal(1, predicted.Of(SpectraDefence.Smoothing, High)!.Value * ((6 * K) + 1), 0.03);
        Assert.InRange(predicted.OfWholeBall(High), 0, 1e-8);
        Assert.Equal(1, predicted.OfWholeBall(0.01 / Radius), 1e-3);
        Assert.Null(predicted.Of(SpectraDefence.Jpeg, High));
    }
}
