using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.BallAverage;

public class SampledBallAverageTests
{
    // As the design's facts give them, to three digits.
    [Theory]
    [InlineData(3072, 6, 10, 0.557, 0.757)]
    [InlineData(3072, 6, 20, 0.0959, 0.413)]
    [InlineData(3072, 6, 40, 8.3e-5, 0.132)]
    [InlineData(150_528, 30, 20, 0.302, 0.593)]
    [InlineData(784, 4, 20, 0.0167, 0.279)]
    public void The_scheme_is_not_the_ball(int dimension, double radius, double frequency, double ball, double scheme)
    {
        Assert.Equal(ball, BallResponse.Ball(dimension, radius * frequency), 6e-4);
        Assert.Equal(scheme, new SampledBallAverage(dimension, 15, radius).ExpectedResponse(frequency), 6e-4);
    }

    [Fact]
    public void Its_response_to_a_draw_is_the_mean_of_the_wave_over_its_points()
    {
        using var scope = NewDisposeScope();
        var scheme = new SampledBallAverage(9, 4, 2.5);
        using var generator = RandomStreams.Create(1, "directions");
        Tensor directions = scheme.DrawDirections(generator), wave = Draw.Normal(2, 9);
        var offsets = scheme.Offsets(directions);
        Assert.Equal([25L, 9L], offsets.shape);
        Assert.Equal(scheme.Points, offsets.shape[0]);
        Assert.Equal(offsets.mv(wave).cos().mean().item<double>(), scheme.Response(directions, wave), 1e-14);
        // Opposite pairs: the sine part is zero.
        Assert.Equal(0, offsets.mv(wave).sin().mean().item<double>(), 1e-14);
    }

    [Fact]
    public void Many_draws_have_the_expected_mean_and_the_leakage_floor()
    {
        const int Draws = 800;
        using var scope = NewDisposeScope();
        var scheme = new SampledBallAverage(64, 15, 3);
        using var generator = RandomStreams.Create(3, "directions");
        Tensor low = zeros(64, dtype: float64), high = zeros(64, dtype: float64);
        low[0] = 2.0;
        high[0] = 400.0;
        double[] lows = new double[Draws], highs = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            using var directions = scheme.DrawDirections(generator);
            (lows[draw], highs[draw]) = (scheme.Response(directions, low), scheme.Response(directions, high));
        }

        var mean = lows.Average();
        var error = Math.Sqrt(lows.Average(v => Math.Pow(v - mean, 2)) / Draws);
        Assert.InRange(Math.Abs(mean - scheme.ExpectedResponse(2)) / error, 0, 4);
        // The root mean square of 800 draws is known to 1/√1600 of itself; four of these.
        Assert.Equal(1, Math.Sqrt(highs.Average(v => v * v)) / scheme.LeakageFloor, 0.1);
        Assert.Equal(0.104, scheme.LeakageFloor, 5e-4);
    }

    [Theory]
    [InlineData(2, ScalarType.Float64)]
    [InlineData(4, ScalarType.Float64)]
    [InlineData(400, ScalarType.Float64)]
    [InlineData(4, ScalarType.Float32)]
    public void Draws_scatter_by_the_leakage_at_every_frequency(double frequency, ScalarType type)
    {
        const int Draws = 800;
        using var scope = NewDisposeScope();
        var scheme = new SampledBallAverage(64, 15, 3);
        using var generator = RandomStreams.Create(6, "directions");
        Tensor wave = Draw.Normal(7, 64);
        wave *= frequency / wave.norm();
        double[] responses = [.. Enumerable.Range(0, Draws).Select(_ => Response())];
        double mean = scheme.ExpectedResponse(frequency);
        Assert.Equal(1, Math.Sqrt(responses.Average(v => Math.Pow(v - mean, 2))) / scheme.Leakage(frequency), 0.12);
        Assert.InRange(scheme.Leakage(frequency) / scheme.LeakageFloor, 0.05, 1.1);
        Assert.Equal(0, scheme.Leakage(0), 1e-8);

        double Response()
        {
            Tensor directions = scheme.DrawDirections(generator, type);
            Assert.Equal(type, directions.dtype);
            return scheme.Response(directions.to_type(ScalarType.Float64), wave);
        }
    }

    [Fact]
    public void Affine_functions_are_left_alone()
    {
        using var scope = NewDisposeScope();
        var scheme = new SampledBallAverage(12, 5, 1);
        using var generator = RandomStreams.Create(4, "directions");
        var offsets = scheme.Offsets(scheme.DrawDirections(generator));
        Assert.Equal(0.75, (offsets.mv(Draw.Normal(5, 12)) + 0.75).mean().item<double>(), 1e-14);
    }

    [Fact]
    public void Odd_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledBallAverage(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledBallAverage(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledBallAverage(1, 1, 0));
        Assert.Throws<ArgumentException>(() => new SampledBallAverage(3, 2, 1).Offsets(zeros(3, 3)));
        Assert.Throws<ArgumentException>(() =>
            new SampledBallAverage(3, 2, 1).Response(zeros(2, 3, dtype: float64), zeros(4, dtype: float64)));
    }
}
