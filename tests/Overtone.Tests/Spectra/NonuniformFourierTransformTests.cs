using System.Numerics;
using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class NonuniformFourierTransformTests
{
    // Means of values up to 5 with phases up to 600 radians, in float64.
    private const double Rounding = 1e-11;

    private static readonly Gen<(double[] Points, double[] Values, double[] Frequencies)> Scattered =
        from points in Gen.Double[-3, 3].Array[1, 60]
        from values in Gen.Double[-5, 5].Array[points.Length]
        from frequencies in Gen.Double[-20, 20].Array[1, 8]
        select (points, values, frequencies);

    [Fact]
    public void Scattered_samples_agree_with_the_definition() =>
        Scattered.Sample(c =>
        {
            var found = Transform(c.Points, c.Values, c.Frequencies);
            return c.Frequencies.Select((k, index) => Complex.Abs(found[index] - NaiveFourier.Coefficient(c.Points, c.Values, k))).Max()
                < Rounding;
        }, iter: 200, threads: 1);

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    public void On_a_uniform_grid_it_is_the_discrete_transform_over_n(int count)
    {
        using var scope = NewDisposeScope();
        var values = Draw.Normal(1, count);
        var expected = fft.fft_(values) / count;
        var found = Transform(Grid(count), values.Numbers(), [.. Enumerable.Range(0, count).Select(k => (double)k)]);

        for (var k = 0; k < count; k++)
        {
            Assert.InRange(Complex.Abs(found[k] - expected[k].item<Complex>()), 0, Rounding);
        }
    }

    [Fact]
    public void Energy_is_kept_on_a_uniform_grid() =>
        Gen.Double[-5, 5].Array[1, 64].Sample(values =>
        {
            var found = Transform(Grid(values.Length), values, [.. Enumerable.Range(0, values.Length).Select(k => (double)k)]);
            var mean = values.Average(v => v * v);
            return Math.Abs(found.Sum(c => c.Magnitude * c.Magnitude) - mean) <= Rounding * (1 + mean);
        }, iter: 100, threads: 1);

    [Fact]
    public void Real_functions_have_conjugate_coefficients_at_opposite_frequencies() =>
        Scattered.Sample(c =>
        {
            var positive = Transform(c.Points, c.Values, c.Frequencies);
            var negative = Transform(c.Points, c.Values, [.. c.Frequencies.Select(k => -k)]);
            return positive.Zip(negative, (p, n) => Complex.Abs(p - Complex.Conjugate(n))).Max() < Rounding;
        }, iter: 100, threads: 1);

    [Fact]
    public void A_shift_of_the_points_turns_the_phase() =>
        Gen.Select(Scattered, Gen.Double[-2, 2]).Sample((c, shift) =>
        {
            var at = Transform(c.Points, c.Values, c.Frequencies);
            var shifted = Transform([.. c.Points.Select(x => x + shift)], c.Values, c.Frequencies);
            return c.Frequencies
                .Select((k, index) => Complex.Abs(shifted[index] - (at[index] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * shift))))
                .Max() < Rounding;
        }, iter: 100, threads: 1);

    [Fact]
    public void It_is_linear_in_the_values() =>
        (from c in Scattered
         from other in Gen.Double[-5, 5].Array[c.Points.Length]
         from factor in Gen.Double[-3, 3]
         select (c, other, factor)).Sample(s =>
         {
             var (c, other, factor) = s;
             Complex[] first = Transform(c.Points, c.Values, c.Frequencies), second = Transform(c.Points, other, c.Frequencies);
             var both = Transform(c.Points, [.. c.Values.Zip(other, (a, b) => a + (factor * b))], c.Frequencies);
             return both.Select((value, index) => Complex.Abs(value - first[index] - (factor * second[index]))).Max() < Rounding;
         }, iter: 100, threads: 1);

    [Fact]
    public void A_sine_lives_on_its_own_frequency_with_amplitude_one_half()
    {
        var points = Grid(40);
        var found = Transform(
            points,
            [.. points.Select(x => Math.Sin(2 * Math.PI * 3 * x))],
            [.. Enumerable.Range(-10, 21).Select(k => (double)k)]);

        for (var index = 0; index < found.Length; index++)
        {
            var expected = (index - 10) switch
            {
                3 => new Complex(0, -0.5),
                -3 => new Complex(0, 0.5),
                _ => Complex.Zero,
            };
            Assert.InRange(Complex.Abs(found[index] - expected), 0, Rounding);
        }
    }

    [Fact]
    public void Samples_of_a_Gaussian_have_its_characteristic_function()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        double[] frequencies = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 1];
        var found = Transform(Draw.Normal(1, Count).Numbers(), [.. Enumerable.Repeat(1.0, Count)], frequencies);

        Assert.Equal(1, found[0].Real, Rounding);
        for (var index = 0; index < frequencies.Length; index++)
        {
            // Four standard deviations of a mean of Count numbers of size one.
            var expected = Math.Exp(-2 * Math.PI * Math.PI * frequencies[index] * frequencies[index]);
            Assert.InRange(Complex.Abs(found[index] - expected), 0, 4 / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Several_outputs_at_once_are_several_transforms()
    {
        using var scope = NewDisposeScope();
        double[] frequencies = [0.3, 1, 2.5];
        Tensor points = Draw.Normal(1, 50), values = Draw.Normal(2, 50, 4);
        using var transform = new NonuniformFourierTransform(points, frequencies);
        var together = transform.Transform(values);

        Assert.Equal((3, 4), (together.GetLength(0), together.GetLength(1)));
        for (var output = 0; output < 4; output++)
        {
            var alone = Transform(points.Numbers(), values.select(1, output).Numbers(), frequencies);
            for (var k = 0; k < frequencies.Length; k++)
            {
                Assert.InRange(Complex.Abs(together[k, output] - alone[k]), 0, Rounding);
            }
        }
    }

    [Fact]
    public void Single_precision_values_are_summed_in_double_precision()
    {
        using var scope = NewDisposeScope();
        var values = Draw.Normal(1, 100_000).to_type(ScalarType.Float32);
        using var transform = new NonuniformFourierTransform(zeros(100_000), [1.0]);

        Assert.Equal(values.Numbers().Average(), transform.Transform(values)[0, 0].Real, 1e-14);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new NonuniformFourierTransform(zeros(3, 2), [1.0]));
        Assert.Throws<ArgumentException>(() => new NonuniformFourierTransform(zeros(0), [1.0]));
        Assert.Throws<ArgumentException>(() => new NonuniformFourierTransform(zeros(3), []));
        using var transform = new NonuniformFourierTransform(zeros(3), [1.0]);
        Assert.Throws<ArgumentException>(() => transform.Transform(zeros(4)));
        Assert.Throws<ArgumentException>(() => transform.Transform(zeros(3, 1, 1)));
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var points = Draw.Normal(1, 20);
        Tensors.RequireNoTensorLeft(() =>
        {
            using var transform = new NonuniformFourierTransform(points, [0, 1]);
            transform.Transform(points);
        }, times: 5);
    }

    private static Complex[] Transform(double[] points, double[] values, double[] frequencies)
    {
        using var scope = NewDisposeScope();
        using var transform = new NonuniformFourierTransform(tensor(points), frequencies);
        var coefficients = transform.Transform(tensor(values));
        return [.. Enumerable.Range(0, frequencies.Length).Select(k => coefficients[k, 0])];
    }

    private static double[] Grid(int count) => [.. Enumerable.Range(0, count).Select(j => (double)j / count)];
}
