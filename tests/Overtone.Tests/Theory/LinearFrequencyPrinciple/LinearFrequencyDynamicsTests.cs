using Overtone.Models.Networks;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class LinearFrequencyDynamicsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_dual_agrees_with_the_equations_of_the_frequencies_at_any_time(int dimension)
    {
        var samples = dimension == 1 ? Published.FivePoints : Published.Xor;
        var kernel = Published.Kernel(samples, 1, 0.2, cutoff: dimension == 1 ? 12 : 1, period: dimension == 1 ? 3 : 2);
        var points = dimension == 1 ? SamplePoints.OnLine(Published.Between) : SamplePoints.OnSquare(-1, 1, 7);
        var dynamics = new LinearFrequencyDynamics(kernel, samples);
        // From before the fastest direction moves to long after, as far as a matrix exponential goes.
        foreach (var time in (double[])[0, 0.01 / dynamics.Rates[^1], 1 / dynamics.Rates[^1], 1 / dynamics.Rates[2], 1 / dynamics.Rates[0]])
        {
            var gap = Published.LargestGap(dynamics.At(time).At(points), new FrequencyRegression(kernel, samples).At(time).At(points));
            Assert.InRange(gap, 0, 1e-7);
        }
    }

    [Fact]
    public void It_begins_at_zero_moves_along_the_kernel_and_ends_at_the_limit()
    {
        var samples = Published.FivePoints;
        var kernel = Published.Kernel(samples, 0, 1, cutoff: 50);
        var dynamics = new LinearFrequencyDynamics(kernel, samples);
        Assert.All(dynamics.At(0).At(Published.Between), value => Assert.Equal(0, value));

        var first = 1e-9 / dynamics.Rates[^1];
        var slopes = kernel.Between(SamplePoints.OnLine([-0.5]), samples.Points);
        var expected = Enumerable.Range(0, 5).Sum(i => slopes[0, i] * samples.Labels[i]) / 5;
        Assert.Equal(expected, dynamics.At(first).At([-0.5])[0] / first, 1e-6 * Math.Abs(expected));

        var limit = LongTimeLimit.Solve(kernel, samples).Function.At(Published.Between);
        Assert.InRange(Published.LargestGap(limit, dynamics.At(40 / dynamics.Rates[0]).At(Published.Between)), 0, 1e-9);
    }

    [Fact]
    public void Low_frequencies_come_first()
    {
        // A low and a high wave of equal size on a whole period: the high one is slower as γ² says.
        const int Count = 64;
        double[] x = [.. Enumerable.Range(0, Count).Select(n => n / (double)Count)];
        var samples = new LinearFrequencySamples(SamplePoints.OnLine(x), [.. x.Select(t => Math.Sin(2 * Math.PI * t) + Math.Sin(2 * Math.PI * 4 * t))]);
        var weight = new ReluFrequencyWeight(1, 1, 0.01);
        var kernel = new LinearFrequencyKernel(weight, new FrequencyLattice(1, 1, 200));
        var dynamics = new LinearFrequencyDynamics(kernel, samples);
        foreach (var frequency in (int[])[1, 4])
        {
            // On a full period the samples see waves 64 apart as one; the rate is the sum over them.
            var rate = Enumerable.Range(-3, 7).Sum(n => weight.At(Math.Abs(frequency + (Count * n))));
            var learned = dynamics.At(1 / rate).Sines[frequency];
            Assert.Equal((1 - Math.Exp(-1)) * weight.At(frequency) / rate, learned, 1e-6);
        }
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.5)]
    public void A_wide_network_learns_at_the_time_that_is_predicted(double output)
    {
        // The mean tangent kernel of breakpoints on a fine grid, against the time scale times the LFP kernel, up to lifts and tilts: second differences.
        const int Breakpoints = 20_000;
        const double Norm = 2, HalfWidth = 3;
        var rows = new double[2 * Breakpoints, 1];
        for (var n = 0; n < 2 * Breakpoints; n++)
        {
            rows[n, 0] = n % 2 == 0 ? Norm : -Norm;
        }

        double[] offsets = [.. Enumerable.Range(0, 2 * Breakpoints).Select(n => HalfWidth * (-1 + (2 * ((n / 2) + 0.5) / Breakpoints)))];
        var network = new TwoLayerNetwork(NeuronForm.Breakpoint, rows, offsets, [.. Enumerable.Repeat(output, 2 * Breakpoints)]);
        var kernel = new LinearFrequencyKernel(ReluFrequencyWeight.Of(network), new FrequencyLattice(1, 6, 20_000));
        var points = SamplePoints.OnLine([0, 0.1, 0.2]);
        double expected = Bend(kernel.Between(points, points)) * TimeScale.OfUniformBreakpoints(HalfWidth), found = Bend(TangentKernel.Between(network, points, points)) / network.Width;
        Assert.Equal(expected, found, 0.01 * expected);
    }

    [Fact]
    public void A_time_that_is_none_is_refused()
    {
        var samples = Published.FivePoints;
        var dynamics = new LinearFrequencyDynamics(Published.Kernel(samples, 1, 1, cutoff: 20), samples);
        Assert.Throws<ArgumentOutOfRangeException>(() => dynamics.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => dynamics.At(double.PositiveInfinity));
    }

    private static double Bend(double[,] values)
    {
        double[] weights = [1, -2, 1];
        return Enumerable.Range(0, 3).Sum(a => Enumerable.Range(0, 3).Sum(b => weights[a] * weights[b] * values[a, b]));
    }
}
