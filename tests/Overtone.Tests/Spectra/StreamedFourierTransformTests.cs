using System.Numerics;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class StreamedFourierTransformTests
{
    // Sums of a few hundred terms of order 1, divided by their number.
    private const double Rounding = 1e-13;

    [Theory]
    [InlineData(700, 0, 1, 2)]
    [InlineData(700, 5, 3, 2)]
    [InlineData(513, -200, 0.01, 100)]
    [InlineData(40, 0, 1, 400)]
    [InlineData(1, 3, 1, 7)]
    public void Coefficients_are_those_of_the_definition(int count, double centre, double width, double highest)
    {
        double[] points = [.. Draw.Uniform(1, count).Numbers().Select(u => centre + (width * (u - 0.5)))],
            values = Draw.Normal(2, count, 3).Numbers();
        double[] frequencies = [0, -highest / 3, .. Enumerable.Range(1, 7).Select(n => highest * n / 7)];
        var transform = new StreamedFourierTransform(points, frequencies, 3);
        transform.Add(values);
        Complex[,] found = transform.Coefficients();
        for (var k = 0; k < frequencies.Length; k++)
        {
            for (var output = 0; output < 3; output++)
            {
                var expected = NaiveFourier.Coefficient(points, [.. values.Where((_, index) => index % 3 == output)], frequencies[k]);
                // Angles of many turns are rounded in the definition as well.
                Assert.InRange(Complex.Abs(found[k, output] - expected), 0, Rounding * (1 + (highest * (width + Math.Abs(centre)))));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(2000)]
    public void It_does_not_matter_in_which_blocks_values_come(int rows)
    {
        double[] points = Draw.Normal(1, 1300).Numbers(), values = Draw.Normal(2, 1300, 2).Numbers();
        StreamedFourierTransform whole = new(points, [0.3, 2], 2), parts = new(points, [0.3, 2], 2);
        whole.Add(values);
        foreach (var block in values.Chunk(2 * rows))
        {
            parts.Add(block);
        }

        foreach (var (expected, found) in whole.Coefficients().Cast<Complex>().Zip(parts.Coefficients().Cast<Complex>()))
        {
            Assert.InRange(Complex.Abs(expected - found), 0, Rounding);
        }
    }

    [Fact]
    public void Points_may_crowd_and_functions_be_any_number()
    {
        // Most of the points are in one cell, and the last block is a short one.
        double[] points = [-40, .. Draw.Normal(1, 5000).Numbers(), 70], frequencies = [0.1, 3];
        foreach (var outputs in (int[])[1, 4, 7, 300])
        {
            var values = Draw.Normal(2, points.Length, outputs).Numbers();
            var transform = new StreamedFourierTransform(points, frequencies, outputs);
            transform.Add(values);
            Complex found = transform.Coefficients()[1, outputs - 1];
            var expected = NaiveFourier.Coefficient(
                points,
                [.. values.Where((_, index) => index % outputs == outputs - 1)],
                frequencies[1]);
            Assert.InRange(Complex.Abs(found - expected), 0, 100 * Rounding);
        }
    }

    [Fact]
    public void More_turns_are_cut_into_more_cells_and_not_more_terms_until_cells_would_be_empty()
    {
        double[] points = [-1, 0, 1];
        StreamedFourierTransform few = new(points, [3], 1), many = new(points, [.. Enumerable.Range(0, 500).Select(n => 3 * n / 499.0)], 1);
        Assert.Equal((few.Terms, few.Cells), (many.Terms, many.Cells));
        Assert.InRange(few.Terms, 10, 24);
        Assert.InRange(few.Cells, 6, 12);
        Assert.Equal(1, new StreamedFourierTransform(points, [0], 1).Cells);
        StreamedFourierTransform fast = new(points, [300], 1);
        Assert.InRange(fast.Cells, 20, 64);
        Assert.InRange(fast.Terms, 600 * Math.PI / fast.Cells, 2 * 600 * Math.PI / fast.Cells);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new StreamedFourierTransform([], [1], 1));
        Assert.Throws<ArgumentException>(() => new StreamedFourierTransform([1], [], 1));
        Assert.Throws<ArgumentException>(() => new StreamedFourierTransform([1], [1], 0));
        Assert.Throws<ArgumentException>(() => new StreamedFourierTransform([double.NaN], [1], 1));
        var transform = new StreamedFourierTransform([0, 1], [1], 2);
        Assert.Throws<ArgumentException>(() => transform.Add([1]));
        Assert.Throws<ArgumentException>(() => transform.Add([1, 2, 3, 4, 5, 6]));
        transform.Add([1, 2]);
        Assert.Throws<InvalidOperationException>(() => transform.Coefficients());
    }
}
