using Overtone.Models.Networks;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class LinearFrequencyFlowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_agrees_with_stepping_through_time(int dimension)
    {
        var (kernel, samples, points) = Problem(dimension);
        const double Factor = 0.7;
        var flow = new LinearFrequencyFlow(kernel, samples, Factor);
        var time = flow.TimeOf(0.3);
        // The classical Runge-Kutta scheme, at the samples and at other points, which only follow.
        var (u, h) = (samples.Labels.Select(label => -label).ToArray(), new double[points.GetLength(0)]);
        double[,] own = kernel.Between(samples.Points, samples.Points), across = kernel.Between(points, samples.Points);
        var steps = (int)Math.Ceiling(2 * flow.Rates[0] * time);
        var step = time / steps;
        for (var n = 0; n < steps; n++)
        {
            var first = Slope(own, u);
            var second = Slope(own, Plus(u, first, step / 2));
            var third = Slope(own, Plus(u, second, step / 2));
            var fourth = Slope(own, Plus(u, third, step));
            double[] Mean(double[] a, double[] b, double[] c, double[] d) =>
                [.. a.Select((value, i) => (value + (2 * b[i]) + (2 * c[i]) + d[i]) / 6)];
            h = Plus(h, Mean(
                Slope(across, u), Slope(across, Plus(u, first, step / 2)), Slope(across, Plus(u, second, step / 2)),
                Slope(across, Plus(u, third, step))), step);
            u = Plus(u, Mean(first, second, third, fourth), step);
        }

        Assert.InRange(Published.LargestGap(h, flow.On(points).At(time)), 0, 1e-6);
        Assert.InRange(Published.LargestGap(u, flow.On(samples.Points).At(time).Zip(samples.Labels, (f, y) => f - y)), 0, 1e-6);

        double[] Slope(double[,] matrix, double[] residuals) =>
            [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => -Factor * residuals.Select((r, j) => matrix[i, j] * r).Sum())];
        static double[] Plus(double[] values, double[] slope, double step) => [.. values.Zip(slope, (v, s) => v + (step * s))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_begins_at_zero_and_ends_at_the_long_time_limit(int dimension)
    {
        var (kernel, samples, points) = Problem(dimension);
        var flow = new LinearFrequencyFlow(kernel, samples);
        var course = flow.On(points);
        Assert.All(course.At(0), value => Assert.Equal(0, value));
        var limit = LongTimeLimit.Solve(kernel, samples).Function.At(points);
        Assert.InRange(Published.LargestGap(limit, course.At(double.PositiveInfinity)), 0, 1e-7);
        Assert.Equal(1, flow.RelativeError(0), 1e-12);
        Assert.Equal(0, flow.RelativeError(double.PositiveInfinity));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_left_at_one_time_is_what_it_goes_on_from(int dimension)
    {
        var (kernel, samples, points) = Problem(dimension);
        var flow = new LinearFrequencyFlow(kernel, samples, 0.2);
        double early = flow.TimeOf(0.7), late = flow.TimeOf(0.2);
        var left = flow.On(samples.Points).At(early).Zip(samples.Labels, (f, y) => y - f);
        var rest = new LinearFrequencyFlow(kernel, new LinearFrequencySamples(samples.Points, [.. left]), 0.2);
        var sum = flow.On(points).At(early).Zip(rest.On(points).At(late - early), (f, g) => f + g);
        Assert.InRange(Published.LargestGap(flow.On(points).At(late), sum), 0, 1e-9);
    }

    [Fact]
    public void A_factor_is_a_unit_of_time()
    {
        var (kernel, samples, points) = Problem(1);
        LinearFrequencyFlow flow = new(kernel, samples), faster = new(kernel, samples, 4);
        var time = flow.TimeOf(0.5);
        Assert.Equal(time / 4, faster.TimeOf(0.5), 1e-9 * time);
        Assert.InRange(Published.LargestGap(flow.On(points).At(time), faster.On(points).At(time / 4)), 0, 1e-12);
        Assert.Equal(flow.Rates.Select(rate => 4 * rate), faster.Rates);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.8)]
    [InlineData(1e-3)]
    public void Times_are_those_of_their_errors(double share)
    {
        var (kernel, samples, _) = Problem(1);
        var flow = new LinearFrequencyFlow(kernel, samples);
        var time = flow.TimeOf(share);
        Assert.Equal(share, flow.RelativeError(time), 1e-9);
        var left = flow.On(samples.Points).At(time).Zip(samples.Labels, (f, y) => (f - y) * (f - y)).Sum();
        Assert.Equal(share, Math.Sqrt(left / samples.Labels.Sum(y => y * y)), 1e-6);
    }

    [Fact]
    public void Slowly_varying_labels_are_learned_first()
    {
        var (kernel, samples, _) = Problem(1);
        var flow = new LinearFrequencyFlow(kernel, samples);
        Assert.Equal(flow.Rates.OrderDescending(), flow.Rates);
        // On a line, the k-th eigenvector changes its sign k times.
        for (var k = 0; k < samples.Count; k++)
        {
            var vector = Enumerable.Range(0, samples.Count)
                .Select(n => flow.InEigenvectors([.. Enumerable.Range(0, samples.Count).Select(m => m == n ? 1.0 : 0)])[k]).ToArray();
            Assert.Equal(k, Enumerable.Range(1, samples.Count - 1).Count(n => vector[n] * vector[n - 1] < 0));
        }
    }

    /// <summary>The unit of time, from nothing but the scales of the initial weights, is the network's own.</summary>
    [Theory]
    [InlineData(NeuronForm.Breakpoint, 1)]
    [InlineData(NeuronForm.Bias, 1)]
    [InlineData(NeuronForm.Breakpoint, 2)]
    public void Where_neither_constants_nor_slopes_matter_it_is_the_tangent_kernel_of_a_wide_network(NeuronForm form, int dimension)
    {
        // Small output weights: what the plain equation leaves out in the plane, and in the bias form, comes from moving input weights.
        var initialisation = new TwoLayerInitialisation
        {
            Form = form,
            Distribution = WeightDistribution.Normal,
            InputSpread = 2,
            OutputSpread = 0.01,
            OffsetSpread = form == NeuronForm.Bias ? 20 : 2,
        };
        const int Width = 200_000;
        var network = initialisation.Draw(dimension, Width, 9001);
        double[,] points = dimension == 1
            ? new double[,] { { -1 }, { -0.5 }, { 0 }, { 0.5 }, { 1 } }
            : new double[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } };
        // Orthogonal to constants and slopes.
        double[] direction = dimension == 1 ? [1, -4, 6, -4, 1] : [1, -1, -1, 1];
        var samples = new LinearFrequencySamples(points, direction);
        // A period in the place of an infinite plane slows it, by an amount that falls as one over the period.
        var kernel = new LinearFrequencyKernel(
            ReluFrequencyWeight.Of(network), FrequencyLattice.For(points, dimension == 1 ? 40 : 1, period: dimension == 1 ? 40 : 80));
        var predicted = LinearFrequencyFlow.FactorOf(initialisation, dimension, Width) * Form(kernel.Between(points, points));
        var found = Form(TangentKernel.Between(network, points, points));
        Assert.Equal(1, found / predicted, 0.05);

        double Form(double[,] matrix) => Enumerable.Range(0, samples.Count)
            .Sum(i => Enumerable.Range(0, samples.Count).Sum(j => direction[i] * direction[j] * matrix[i, j]));
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        var (kernel, samples, points) = Problem(1);
        var flow = new LinearFrequencyFlow(kernel, samples);
        Assert.Throws<ArgumentException>(() => new LinearFrequencyFlow(kernel, samples, 0));
        Assert.Throws<ArgumentException>(() => new LinearFrequencyFlow(kernel, samples, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new LinearFrequencyFlow(kernel, Published.Xor));
        Assert.Throws<ArgumentException>(() => flow.On(points).At(-1));
        Assert.Throws<ArgumentException>(() => flow.RelativeError(double.NaN));
        Assert.Throws<ArgumentException>(() => flow.TimeOf(0));
        Assert.Throws<ArgumentException>(() => flow.TimeOf(1.1));
        Assert.Throws<ArgumentException>(() => flow.InEigenvectors([1, 2]));
        var initialisation = new TwoLayerInitialisation { InputSpread = 1, OutputSpread = 1, OffsetSpread = 0 };
        Assert.Throws<ArgumentException>(() => LinearFrequencyFlow.FactorOf(initialisation, 1, 10));
        Assert.Throws<ArgumentException>(() => LinearFrequencyFlow.FactorOf(initialisation with { OffsetSpread = 1 }, 0, 10));
    }

    [Fact]
    public void Points_too_near_to_be_told_apart_are_refused()
    {
        var samples = new LinearFrequencySamples(SamplePoints.OnLine([0, 1e-9, 1]), [1, -1, 0]);
        Assert.Throws<SingularKernelException>(() => new LinearFrequencyFlow(Published.Kernel(samples, 1, 0), samples));
    }

    private static (LinearFrequencyKernel Kernel, LinearFrequencySamples Samples, double[,] Points) Problem(int dimension)
    {
        var samples = dimension == 1 ? Published.FivePoints : Lopsided;
        // Coarse, so that a constant does not need steps so small that all of them take minutes.
        return (
            Published.Kernel(samples, 0.1, 1, cutoff: dimension == 1 ? 50 : 2, period: 2), samples,
            dimension == 1 ? SamplePoints.OnLine(Published.Between) : SamplePoints.OnSquare(-1, 1, 9));
    }

    private static LinearFrequencySamples Lopsided =>
        new(new double[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 }, { 0.3, 0.2 } }, [1, -1, -1, 0.5, 0.2]);
}
