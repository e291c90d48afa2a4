using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.BallAverage;

public class FramedBallAverageTests
{
    [Theory]
    [InlineData(64, 45, 3e-4)]
    [InlineData(64, 512, 1e-4)]
    [InlineData(784, 45, 2e-6)]
    [InlineData(3072, 45, 2e-7)]
    [InlineData(1, 16, 2e-3)]
    [InlineData(3, 48, 8e-3)]
    public void Its_expected_response_is_the_balls(int dimension, int directions, double tolerance)
    {
        const double Radius = 1.7;
        var scheme = new FramedBallAverage(dimension, directions, Radius);
        double farthest = (6 * Math.Sqrt(dimension)) + 6;
        double[] differences = [.. Enumerable.Range(0, 61).Select(n => n * farthest / 60).Select(phase =>
            Math.Abs(scheme.ExpectedResponse(phase / Radius) - BallResponse.Ball(dimension, phase)))];
        Assert.InRange(differences.Max(), 0, tolerance);
        // As near as said, and no nearer by an order of magnitude.
        Assert.InRange(differences.Max(), tolerance / 10, tolerance);
    }

    [Fact]
    public void Post_averagings_scheme_is_a_thousand_times_farther_from_the_ball()
    {
        var framed = new FramedBallAverage(64, 45, 1);
        var sampled = new SampledBallAverage(64, 15, 1);
        double Farthest(Func<double, double> response) => Enumerable.Range(0, 61)
            .Max(frequency => Math.Abs(response(frequency) - BallResponse.Ball(64, frequency)));
        Assert.True(1000 * Farthest(framed.ExpectedResponse) < Farthest(sampled.ExpectedResponse));
    }

    [Fact]
    public void Its_points_are_pairs_along_the_axes_of_frames_each_at_one_distance()
    {
        using var scope = NewDisposeScope();
        var scheme = new FramedBallAverage(5, 12, 2);
        using var generator = RandomStreams.Create(1, "frames");
        Tensor directions = scheme.DrawDirections(generator), offsets = scheme.Offsets(directions);
        Assert.Equal([24L, 5L], offsets.shape);
        Assert.Equal(3, scheme.Distances.Count);
        double[] lengths = offsets.norm(1).Numbers();
        foreach ((int n, double length) in lengths.Index())
            Assert.Equal(scheme.Distances[n / 10], length, 1e-12);
        Assert.True(scheme.Distances[0] < scheme.Distances[1] && scheme.Distances[1] < scheme.Distances[2]);
        Assert.InRange(scheme.Distances[2], 0, 2);
        Assert.Equal(4 * 5 / 7.0, lengths.Average(length => length * length), 1e-12);
        Tensors.RequireNear(zeros(5, dtype: float64), offsets.mean([0]), 1e-14);
        Tensor products = directions.matmul(directions.t());
        foreach ((int first, int count) in new[] { (0, 5), (5, 5), (10, 2) })
            Tensors.RequireNear(eye(count, dtype: float64), products.narrow(0, first, count).narrow(1, first, count), 1e-12);
        Assert.True(products[0, 5].abs().item<double>() > 1e-3);
    }

    [Fact]
    public void Whole_frames_average_quadratic_functions_exactly()
    {
        using var scope = NewDisposeScope();
        var scheme = new FramedBallAverage(6, 12, 1.5);
        using var generator = RandomStreams.Create(2, "frames");
        Tensor offsets = scheme.Offsets(scheme.DrawDirections(generator)), form = Draw.Normal(3, 6, 6);
        double mean = (offsets.matmul(form) * offsets).sum([1]).mean().item<double>();
        // Over a ball, x xᵀ is r²/(n + 2) times the identity.
        Assert.Equal(form.trace().item<double>() * 1.5 * 1.5 / 8, mean, 1e-12);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(96)]
    public void Draws_have_the_expected_mean_and_scatter_by_the_leakage(int directions)
    {
        const int Draws = 600;
        using var scope = NewDisposeScope();
        var scheme = new FramedBallAverage(64, directions, 3);
        using var generator = RandomStreams.Create(4, "frames");
        Tensor way = Draw.Normal(5, 64);
        way /= way.norm();
        double[] frequencies = [2, 4, 400];
        var responses = Enumerable.Range(0, Draws).Select(_ => scheme.DrawDirections(generator))
            .Select(drawn => frequencies.Select(frequency => scheme.Response(drawn, way * frequency)).ToArray()).ToArray();
        foreach ((int n, double frequency) in frequencies.Index())
        {
            double mean = responses.Average(r => r[n]), deviation = Math.Sqrt(responses.Average(r => Math.Pow(r[n] - mean, 2)));
            Assert.InRange(Math.Abs(mean - scheme.ExpectedResponse(frequency)) / (deviation / Math.Sqrt(Draws)), 0, 4);
            Assert.Equal(1, deviation / scheme.Leakage(frequency), 0.12);
        }

        Assert.Equal(1, scheme.Leakage(400) / scheme.LeakageFloor, 0.01);
        Assert.Equal(1 / Math.Sqrt(2 * directions), scheme.LeakageFloor, 1e-12);
        Assert.Equal(0, scheme.Leakage(0), 1e-7);
    }

    [Fact]
    public void Odd_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramedBallAverage(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramedBallAverage(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramedBallAverage(1, 1, double.NaN));
        Assert.Throws<ArgumentException>(() => new FramedBallAverage(3, 2, 1).Offsets(zeros(3, 3)));
        Assert.Throws<ArgumentException>(() =>
            new FramedBallAverage(3, 2, 1).Response(zeros(2, 3, dtype: float64), zeros(4, dtype: float64)));
    }
}
