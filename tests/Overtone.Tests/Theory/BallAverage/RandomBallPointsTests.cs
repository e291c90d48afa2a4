using Overtone.Theory.BallAverage;

namespace Overtone.Tests.Theory.BallAverage;

public class RandomBallPointsTests
{
    [Fact]
    public void In_one_dimension_the_mean_is_that_of_a_uniform_number()
    {
        var waves = RandomBallPoints.Average(1, [0, 1, 3], 50_000, seed: 2);
        Assert.Equal([0, 1, 3], waves.Select(wave => wave.Phase));
        Assert.Equal((1, 0), (waves[0].Mean, waves[0].StandardError));
        Assert.All(waves.Skip(1), wave =>
        {
            // The variance of cos zx for x uniform on [−1, 1].
            double mean = Math.Sin(wave.Phase) / wave.Phase, square = (1 + (Math.Sin(2 * wave.Phase) / (2 * wave.Phase))) / 2;
            Assert.InRange(Math.Abs(wave.Mean - mean) / wave.StandardError, 0, 4);
            Assert.Equal(Math.Sqrt((square - (mean * mean)) / 50_000), wave.StandardError, wave.StandardError / 50);
        });
    }

    [Fact]
    public void It_stops_when_cancelled_and_refuses_what_is_no_ball()
    {
        Assert.Throws<OperationCanceledException>(() => RandomBallPoints.Average(2, [1], 100, 1, new CancellationToken(true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomBallPoints.Average(0, [1], 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomBallPoints.Average(2, [1], 0, 1));
    }
}
