using System.Numerics;
using MathNet.Numerics.Integration;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PiecewiseLinearFunctionTests
{
    private static readonly AffineSlice Slice = AffineSlice.Line([0.1, -0.2, 0.3], [1, 0.5, -0.7]);

    // Zero at both ends: the transform is that of a continuous function on the whole line.
    private static readonly PiecewiseLinearFunction Tent = new([-1, -0.3, 0.2, 0.9, 1.5], [0, 1.2, -0.4, 0.8, 0]);

    // 1806.08734 prints the factor (2π)^(d/2) before its inversion; for the transform that it defines it is (2π)^(−d).
    [Theory]
    [InlineData(-0.6)]
    [InlineData(0)]
    [InlineData(1.1)]
    public void The_inverse_transform_needs_another_factor_than_is_printed(double x)
    {
        // Steps of 0.1 repeat the function every 63 units, far from its support; beyond ±3,000 is less than 8 / (π 3,000) of the kinks'
        // |f̂| k² of 8.
        const double Step = 0.1;
        var integral =
            Step
            * Enumerable.Range(-30_000, 60_001).Sum(n => (Tent.Transform(n * Step) * Complex.FromPolarCoordinates(1, n * Step * x)).Real);
        Assert.Equal(Tent.Value(x), integral / (2 * Math.PI), 3e-3);
        Assert.True(Math.Abs(Tent.Value(x) - (Math.Sqrt(2 * Math.PI) * integral)) > 1);
    }

    [Fact]
    public void Along_a_line_it_is_the_network()
    {
        var network = SampleNetworks.Network(1, 3, 24, 24, 1);
        var function = PiecewiseLinearFunction.Of(network, Slice, -2, 2);
        Assert.True(function.Knots.Count > 20);
        for (var n = 0; n < function.Knots.Count - 1; n++)
        {
            foreach (var share in new[] { 0, 0.25, 0.5, 0.9 })
            {
                var x = function.Knots[n] + (share * (function.Knots[n + 1] - function.Knots[n]));
                Assert.Equal(network.Evaluate(Slice.At(x))[0], function.Value(x), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("perceptron")]
    [InlineData("convolutional")]
    [InlineData("residual")]
    public void Its_knots_are_where_dense_sampling_sees_the_pattern_change(string kind)
    {
        const int Samples = 40_001;
        using nn.Module<Tensor, Tensor> module = kind switch
        {
            "convolutional" => SampleNetworks.Convolutional(2),
            "residual" => SampleNetworks.Residual(2),
            _ => SampleNetworks.Module(2, 0, 3, 16, 16, 1),
        };
        var network = PiecewiseLinearNetwork.Of(module, kind == "convolutional" ? SampleNetworks.ImageSize : null);
        using var ends = Draw.Normal(3, 2, network.InputCount);
        var line = AffineSlice.Line(ends.Numbers()[..network.InputCount], ends.Numbers()[network.InputCount..]);
        var knots = PiecewiseLinearFunction.Of(network, line, -2, 2).Knots.Skip(1).SkipLast(1).ToArray();
        double At(int sample) => -2 + (4.0 * sample / (Samples - 1));
        var patterns = Enumerable.Range(0, Samples).Select(n => string.Concat(network.Pattern(line.At(At(n))))).ToArray();
        var changes = Enumerable.Range(0, Samples - 1).Where(n => patterns[n] != patterns[n + 1]).ToArray();
        // Every change has a knot between its samples, and every knot a change around it.
        Assert.All(changes, n => Assert.Contains(knots, knot => knot >= At(n) - 1e-12 && knot <= At(n + 1) + 1e-12));
        Assert.All(knots, knot => Assert.Contains(changes, n => knot >= At(n) - 1e-12 && knot <= At(n + 1) + 1e-12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-5)]
    [InlineData(3.7)]
    [InlineData(50)]
    public void The_transform_is_that_of_quadrature(double k)
    {
        Complex expected = 0;
        for (var n = 0; n < Tent.Knots.Count - 1; n++)
        {
            var (low, high, slope, value) = (Tent.Knots[n], Tent.Knots[n + 1], Tent.Slopes[n], Tent.Values[n]);
            double Part(Func<double, double> wave) =>
                GaussLegendreRule.Integrate(x => (value + (slope * (x - low))) * wave(k * x), low, high, 96);
            expected += new Complex(Part(Math.Cos), -Part(Math.Sin));
        }

        Assert.InRange((Tent.Transform(k) - expected).Magnitude, 0, 1e-13);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(4000)]
    public void The_transform_is_that_of_the_slope_jumps(double k)
    {
        // f̂(k) = −k⁻² Σ Δs exp(−ikx), for a function that is zero at its ends.
        double[] slopes = [0, .. Tent.Slopes, 0];
        var expected =
            -Tent.Knots.Select((x, n) => (slopes[n + 1] - slopes[n]) * Complex.Exp(new Complex(0, -k * x))).Aggregate(Complex.Add)
            / (k * k);
        // The jumps' sum cancels twice at low k; phases are rounded at high k.
        Assert.InRange((Tent.Transform(k) - expected).Magnitude, 0, 1e-13 / (k * k) * (1 + k));
    }

    [Fact]
    public void Its_envelope_falls_with_the_square()
    {
        var slope = DecayExponent.Of([
            .. Enumerable.Range(0, 4000).Select(n => 100 * Math.Pow(100, n / 4000.0)).Select(k => (k, Tent.Transform(k).Magnitude)),
        ]);
        Assert.InRange(slope, -2.05, -1.95);
    }

    [Fact]
    public void A_jump_at_the_ends_falls_with_the_first_power()
    {
        var ramp = new PiecewiseLinearFunction([0, 1], [0, 1]);
        var slope = DecayExponent.Of([
            .. Enumerable.Range(0, 4000).Select(n => 100 * Math.Pow(100, n / 4000.0)).Select(k => (k, ramp.Transform(k).Magnitude)),
        ]);
        Assert.InRange(slope, -1.05, -0.95);
    }

    [Fact]
    public void Bad_knots_and_intervals_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearFunction([0], [1]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearFunction([0, 0], [1, 1]));
        Assert.Throws<ArgumentException>(() => new PiecewiseLinearFunction([0, 1], [1]));
        Assert.Throws<ArgumentException>(() => PiecewiseLinearFunction.Of(SampleNetworks.Network(1, 3, 4, 1), Slice, 1, 1));
    }

    [Fact]
    public void Less_its_chord_a_function_vanishes_at_both_ends_and_keeps_its_kinks()
    {
        var function = new PiecewiseLinearFunction([-2, 0, 1, 4], [3, 1, 2, 6]);
        var found = function.LessChord();
        Assert.Equal(function.Knots, found.Knots);
        Assert.Equal([0, -3, -2.5, 0], found.Values);
        Assert.All(found.Slopes.Zip(function.Slopes), pair => Assert.Equal(0.5, pair.Second - pair.First, 1e-15));
    }
}
