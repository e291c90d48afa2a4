using MathNet.Numerics.LinearAlgebra;
using Overtone.Models.Networks;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class ReluFrequencyWeightTests
{
    private static readonly double[,] Rows = { { 3, 4 }, { 0, 1 } };

    [Fact]
    public void Coefficients_are_the_moments_of_the_form()
    {
        // Norms 5 and 1, output weights 2 and −3.
        var breakpoint = ReluFrequencyWeight.Of(new TwoLayerNetwork(NeuronForm.Breakpoint, Rows, [0, 0], [2, -3]));
        Assert.Equal((((25 + 4) + (1 + 9)) / 2.0, ((25 * 4) + (1 * 9)) / 2.0), (breakpoint.Cubic, breakpoint.Linear));
        var bias = ReluFrequencyWeight.Of(new TwoLayerNetwork(NeuronForm.Bias, Rows, [0, 0], [2, -3]));
        Assert.Equal((126 / 2.0, ((4 * 5) + (9 * 1)) / 2.0), (bias.Cubic, bias.Linear));
    }

    [Fact]
    public void Turning_the_plane_changes_nothing_as_it_does_for_the_published_scripts_that_take_single_weights()
    {
        var turned = new double[2, 2];
        for (var row = 0; row < 2; row++)
        {
            (turned[row, 0], turned[row, 1]) = (
                Math.Sqrt(0.5) * (Rows[row, 0] - Rows[row, 1]), Math.Sqrt(0.5) * (Rows[row, 0] + Rows[row, 1]));
        }

        static ReluFrequencyWeight Of(double[,] rows) =>
            ReluFrequencyWeight.Of(new TwoLayerNetwork(NeuronForm.Bias, rows, [0, 0], [2, -3]));
        static double Elementwise(double[,] rows) => rows.Cast<double>().Average(r => Math.Pow(Math.Abs(r), 3));
        Assert.Equal(Of(Rows).Cubic, Of(turned).Cubic, 1e-12);
        Assert.Equal(Of(Rows).Linear, Of(turned).Linear, 1e-12);
        Assert.True(Math.Abs(Elementwise(Rows) - Elementwise(turned)) > 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_4_pi_squared_belongs_to_ordinary_frequencies(int dimension)
    {
        var weight = new ReluFrequencyWeight(dimension, 2, 0.3);
        double Angular(double frequency, double factor)
        {
            var omega = 2 * Math.PI * frequency;
            return (2 / Math.Pow(omega, dimension + 3)) + (factor * 0.3 / Math.Pow(omega, dimension + 1));
        }

        // One shape over all frequencies without the factor; the published scripts, which keep it, have another.
        Assert.Equal(weight.At(0.1) / weight.At(3), Angular(0.1, 1) / Angular(3, 1), 1e-9 * weight.At(0.1) / weight.At(3));
        Assert.True(
            Math.Abs((weight.At(0.1) / weight.At(3)) / (Angular(0.1, 4 * Math.PI * Math.PI) / Angular(3, 4 * Math.PI * Math.PI)) - 1)
                > 0.5);
    }

    [Fact]
    public void A_network_of_breakpoints_everywhere_is_predicted_and_by_no_other_coefficients()
    {
        // The limit of wide networks itself: r = ±2, w = ±0.2, breakpoints on a fine regular grid, so that no chance is left.
        const int Breakpoints = 4000;
        const double Norm = 2, Output = 0.2, HalfWidth = 3;
        var rows = new double[4 * Breakpoints, 1];
        double[] offsets = new double[4 * Breakpoints], outputs = new double[4 * Breakpoints];
        for (var n = 0; n < 4 * Breakpoints; n++)
        {
            (rows[n, 0], outputs[n]) = (n % 2 == 0 ? Norm : -Norm, n / 2 % 2 == 0 ? Output : -Output);
            offsets[n] = -HalfWidth + ((2 * HalfWidth) * ((n / 4) + 0.5) / Breakpoints);
        }

        var network = new TwoLayerNetwork(NeuronForm.Breakpoint, rows, offsets, outputs);
        var weight = ReluFrequencyWeight.Of(network);
        Assert.Equal((4.04, 0.16), (Math.Round(weight.Cubic, 10), Math.Round(weight.Linear, 10)));

        var samples = Published.FivePoints;
        var trained = Limit(network, samples);
        double Gap(double cubic, double linear) =>
            Published.LargestGap(
                trained, LongTimeLimit.Solve(Published.Kernel(samples, cubic, linear), samples).Function.At(Published.Between));
        // The labels range over 0.5; the period and the end of the breakpoints leave a few thousandths.
        Assert.InRange(Gap(weight.Cubic, weight.Linear), 0, 0.006);
        Assert.True(Gap(weight.Cubic, 4 * Math.PI * Math.PI * weight.Linear) > 0.02, "4π² twice");
        Assert.True(Gap(weight.Cubic, weight.Linear / (4 * Math.PI * Math.PI)) > 0.02, "no 4π²");
        Assert.True(Gap(Norm * Norm * Norm, Output * Output * Norm) > 0.02, "the other form's moments");
    }

    [Fact]
    public void Biases_everywhere_give_the_cube_of_the_norm()
    {
        // Output weights of zero leave the first term alone; second differences take lifts and tilts away. Norms 1 and 2: ⟨r³⟩ = 4.5.
        const int Neurons = 40_000;
        const double HalfWidth = 4;
        var rows = new double[Neurons, 1];
        var offsets = new double[Neurons];
        for (var n = 0; n < Neurons; n++)
        {
            (rows[n, 0], offsets[n]) = (1 + (n % 2), HalfWidth * (-1 + (2 * (n + 0.5) / Neurons)));
        }

        var points = SamplePoints.OnLine([0, 0.3, 0.6]);
        var network = new TwoLayerNetwork(NeuronForm.Bias, rows, offsets, new double[Neurons]);
        var weight = ReluFrequencyWeight.Of(network);
        Assert.Equal((4.5, 0), (weight.Cubic, weight.Linear));
        var kernel = new LinearFrequencyKernel(weight, new FrequencyLattice(1, 60, 6000));
        // Evenly spread biases have the density that evenly spread breakpoints have.
        var expected = Bend(kernel.Between(points, points)) * Pace(HalfWidth);
        Assert.Equal(expected, Bend(TangentKernel.Between(network, points, points)) / Neurons, 0.01 * expected);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.5)]
    public void Breakpoints_everywhere_have_the_kernel_of_their_moments(double output)
    {
        // The mean tangent kernel of breakpoints on a fine grid, up to lifts and tilts: second differences.
        const int Breakpoints = 20_000;
        const double Norm = 2, HalfWidth = 3;
        var rows = new double[2 * Breakpoints, 1];
        for (var n = 0; n < 2 * Breakpoints; n++)
        {
            rows[n, 0] = n % 2 == 0 ? Norm : -Norm;
        }

        double[] offsets = [.. Enumerable.Range(0, 2 * Breakpoints).Select(n => HalfWidth * (-1 + (2 * ((n / 2) + 0.5) / Breakpoints)))];
        double[] outputs = [.. Enumerable.Repeat(output, 2 * Breakpoints)];
        var network = new TwoLayerNetwork(NeuronForm.Breakpoint, rows, offsets, outputs);
        var kernel = new LinearFrequencyKernel(ReluFrequencyWeight.Of(network), new FrequencyLattice(1, 6, 20_000));
        var points = SamplePoints.OnLine([0, 0.1, 0.2]);
        var expected = Bend(kernel.Between(points, points)) * Pace(HalfWidth);
        Assert.Equal(expected, Bend(TangentKernel.Between(network, points, points)) / network.Width, 0.01 * expected);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(double.NaN, 1)]
    public void Coefficients_that_weigh_nothing_are_refused(double cubic, double linear) =>
        Assert.Throws<ArgumentException>(() => new ReluFrequencyWeight(1, cubic, linear));

    [Fact]
    public void Frequency_zero_has_no_weight() => Assert.Throws<ArgumentOutOfRangeException>(() => new ReluFrequencyWeight(1, 1, 1).At(0));

    private static double Bend(double[,] values) =>
        values[0, 0] + (4 * values[1, 1]) + values[2, 2] - (4 * values[0, 1]) - (4 * values[1, 2]) + (2 * values[0, 2]);

    // The common factor that γ² leaves out: the density of breakpoints over 16π⁴.
    private static double Pace(double halfWidth) => 1 / (2 * halfWidth) / (16 * Math.Pow(Math.PI, 4));

    // What gradient descent from zero ends at when the tangent kernel stays as it is.
    private static double[] Limit(TwoLayerNetwork network, LinearFrequencySamples samples)
    {
        var kernel = Matrix<double>.Build.DenseOfArray(TangentKernel.Between(network, samples.Points, samples.Points));
        var dual = kernel.Solve(Vector<double>.Build.DenseOfEnumerable(samples.Labels));
        return [
            .. Matrix<double>.Build.DenseOfArray(TangentKernel.Between(network, SamplePoints.OnLine(Published.Between), samples.Points))
                * dual,
        ];
    }
}
