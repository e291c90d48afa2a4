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
        double[] points = [.. Draw.Uniform(1, count).Numbers().Select(u => centre + (width * (u - 0.5)))], values = Draw.Normal(2, count, 3).Numbers();
        double[] frequencies = [0, -highest / 3, .. Enumerable.Range(1, 7).Select(n => highest * n / 7)];
        var transform = new StreamedFourierTransform(points, frequencies, 3);
        transform.Add(values);
        Complex[,] found = transform.Coefficients();
        for (var k = 0; k < frequencies.Length; k++)
        {
            for (var output = 0; output < 3; output++)
            {
                var expected = NaiveFourier.Coefficient(points, [.. values.Where((_, place) => place % 3 == output)], frequencies[k]);
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
    public void The_number_of_terms_depends_on_the_turns_and_not_on_the_number_of_frequencies()
    {
        double[] points = [-1, 0, 1];
        int few = new StreamedFourierTransform(points, [3], 1).Terms, many = new StreamedFourierTransform(points, [.. Enumerable.Range(0, 500).Select(n => 3 * n / 499.0)], 1).Terms;
        Assert.Equal(few, many);
        // 2πkh = 6π turns into its 19 terms and some more; the bound is sharp enough that they do not double.
        Assert.InRange(few, 20, 60);
        Assert.InRange(new StreamedFourierTransform(points, [300], 1).Terms, (int)(600 * Math.PI), (int)(600 * Math.PI * 1.1));
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
