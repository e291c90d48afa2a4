using System.Numerics;
using Overtone.Theory.SmallWeights;

namespace Overtone.Tests.Theory.SmallWeights;

public class LossGradientTests
{
    private static readonly double[] A = [0.7, -1.3, 0.4], W = [0.9, -1.4, 2.2], B = [0.3, 0.8, -0.5];
    private static readonly Complex Target = new(0.6, -0.4);

    // Of the derivative, which falls fast enough to be integrated: the transform of h′ is ik ĥ.
    [Theory]
    [InlineData(0.7)]
    [InlineData(-1.9)]
    [InlineData(3)]
    public void The_transform_is_that_of_a_quadrature(double k)
    {
        var network = new TanhNetwork(A, W, B);
        double Slope(double x) => Enumerable.Range(0, 3).Sum(j => A[j] * W[j] / Math.Pow(Math.Cosh((W[j] * x) + B[j]), 2));
        double real = Integral(x => Slope(x) * Math.Cos(k * x)), imaginary = -Integral(x => Slope(x) * Math.Sin(k * x));
        Assert.Equal(0, (new Complex(real, imaginary) - (Complex.ImaginaryOne * k * network.Transform(k))).Magnitude, 1e-9);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(-1.7)]
    public void The_gradient_is_that_of_central_differences(double k)
    {
        var gradient = new LossGradient(3);
        gradient.Compute(new TanhNetwork(A, W, B), k, Target);
        for (int n = 0; n < 9; n++)
            Assert.Equal(Difference(n, k), gradient.Signs[n] * Math.Exp(gradient.LogMagnitudes[n]), 1e-8);
    }

    // Equation 29 as printed has a factor b_j too much.
    [Fact]
    public void The_printed_derivative_by_the_bias_fails()
    {
        var gradient = new LossGradient(3);
        gradient.Compute(new TanhNetwork(A, W, B), 0.8, Target);
        for (int j = 0; j < 3; j++)
        {
            double ours = gradient.Signs[(3 * j) + 2] * Math.Exp(gradient.LogMagnitudes[(3 * j) + 2]);
            Assert.True(Math.Abs(Difference((3 * j) + 2, 0.8) - (B[j] * ours)) > 0.1 * Math.Abs(ours));
        }
    }

    // Printed: "equal by Parseval"; with e^(−ikx) and dk the two differ by 2π.
    [Fact]
    public void The_loss_over_all_frequencies_is_two_pi_times_that_over_all_positions()
    {
        // Two neurons whose steps cancel, so that both integrals exist.
        var network = new TanhNetwork([1, -1], [1.2, 1.2], [0.9, -0.9]);
        double positions = Integral(x => Math.Pow(network.At(x), 2)),
            frequencies = Integral(k => Math.Pow(network.Transform(k).Magnitude, 2));
        Assert.Equal(2 * Math.PI, frequencies / positions, 1e-6);
        Assert.NotEqual(1, frequencies / positions, 0.5);
    }

    [Fact]
    public void Weights_whose_gradients_underflow_still_have_logarithms()
    {
        var gradient = new LossGradient(1);
        gradient.Compute(new TanhNetwork([1], [1e-3], [0.5]), 1, Target);
        // e^(−πk/2w) alone is e^(−1571), 10^(−682).
        Assert.All(gradient.LogMagnitudes, log => Assert.InRange(log, -1600, -1500));
        Assert.Equal(0, Math.Exp(gradient.LogMagnitudes[0]));
    }

    [Fact]
    public void Inner_products_are_those_of_the_numbers_themselves()
    {
        LossGradient first = new(3), second = new(3);
        first.Compute(new TanhNetwork(A, W, B), 0.8, Target);
        second.Compute(new TanhNetwork(A, W, B), 1.3, Target);
        double expected = Enumerable
            .Range(0, 9)
            .Sum(n => first.Signs[n] * second.Signs[n] * Math.Exp(first.LogMagnitudes[n] + second.LogMagnitudes[n]));
        var (log, sign) = first.Dot(second);
        Assert.Equal(expected, sign * Math.Exp(log), 1e-12);
    }

    [Fact]
    public void A_weight_of_zero_is_refused() => Assert.Throws<ArgumentException>(() => new TanhNetwork([1, 1], [1, 0], [0, 0]));

    // The trapezoidal rule, off zero: for smooth functions that vanish at both ends its error falls exponentially.
    private static double Integral(Func<double, double> function) => Enumerable.Range(-2560, 5120).Sum(n => function((n + 0.5) / 64)) / 64;

    private static double Difference(int parameter, double k)
    {
        const double Step = 1e-5;
        double Loss(double change)
        {
            double[][] all = [[.. A], [.. W], [.. B]];
            all[parameter % 3][parameter / 3] += change;
            return Math.Pow((new TanhNetwork(all[0], all[1], all[2]).Transform(k) - Target).Magnitude, 2) / 2;
        }

        return (Loss(Step) - Loss(-Step)) / (2 * Step);
    }
}
