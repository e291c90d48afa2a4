using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class LineCoordinatesTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(9000)]
    public void Coordinates_are_centred_products_in_double_precision(int count)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, count, 3).to_type(ScalarType.Float32), direction = Draw.Normal(2, 3);
        double[] x = inputs.Numbers(), p = direction.Numbers();
        double[] products =
            [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, 3).Sum(column => x[(3 * row) + column] * p[column]))];
        var found = LineCoordinates.Centred(LineCoordinates.Of(inputs, direction));
        Assert.Equal(count, found.Length);
        Assert.All(found.Zip(products), pair => Assert.Equal(pair.Second - products.Average(), pair.First, 1e-12));
        Assert.Equal(Math.Sqrt(found.Average(c => c * c)), LineCoordinates.StandardDeviation(found), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    public void Samples_that_come_in_blocks_have_the_coordinates_of_those_that_are_held(int rows)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, 50, 3), directions = Draw.Normal(2, 2, 3);
        var found = LineCoordinates.Of(
            take =>
            {
                for (var start = 0; start < 50; start += rows)
                {
                    take(inputs.narrow(0, start, Math.Min(rows, 50 - start)));
                }
            },
            directions,
            50);
        for (var d = 0; d < 2; d++)
        {
            Assert.Equal(LineCoordinates.Of(inputs, directions[d]), found[d], (expected, one) => Math.Abs(expected - one) < 1e-12);
        }
    }

    [Fact]
    public void The_highest_frequency_is_that_of_the_inputs_scale_or_the_nyquist_frequency()
    {
        double[] even = [.. Enumerable.Range(0, 201).Select(n => -2 + (0.02 * n))];
        Assert.Equal(1.2 / LineCoordinates.StandardDeviation(even), LineCoordinates.HighestFrequency(even, areInputs: false), 1e-12);
        Assert.Equal(5, LineCoordinates.HighestFrequency(even, areInputs: true), 1e-12);
        Assert.Equal(0.25, LineCoordinates.HighestFrequency([-2, 0, 2], areInputs: true), 1e-12);
    }

    [Fact]
    public void Even_samples_have_the_nyquist_frequency_of_their_spacing()
    {
        double[] even = [.. Enumerable.Range(0, 101).Select(n => -1 + (0.02 * n))];
        Assert.Equal(25, LineCoordinates.Nyquist(even), 1e-9);
        Assert.Equal(25, LineCoordinates.Nyquist([.. even.Concat(even).Reverse()]), 1e-9);
        Assert.Equal(0, LineCoordinates.Nyquist([3, 3]));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => LineCoordinates.Of(zeros(4, 2), zeros(3)));
        Assert.Throws<ArgumentException>(() => LineCoordinates.Of(zeros(4), zeros(4)));
    }

    [Fact]
    public void Standardised_coordinates_have_mean_zero_and_deviation_one()
    {
        using var scope = NewDisposeScope();
        var inputs = arange(60, dtype: float32).reshape(20, 3).square() / 100;
        var direction = tensor([0.6, 0, 0.8]);
        var (coordinates, deviation) = LineCoordinates.Standardised(inputs, direction);
        Assert.Equal(0, coordinates.mean().item<double>(), 1e-12);
        Assert.Equal(1, coordinates.square().mean().item<double>(), 1e-12);
        var projected = inputs.to_type(ScalarType.Float64).mv(direction);
        Assert.Equal(projected.std(unbiased: false).item<double>(), deviation, 1e-5);
    }
}
