using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class LinearFrequencyKernelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.31)]
    [InlineData(1.9)]
    public void On_a_line_it_is_a_polynomial_of_Bernoulli(double distance)
    {
        // Σ cos(2πku)/k² = π² B₂(u), Σ cos(2πku)/k⁴ = −π⁴ B₄(u)/3 for 0 ≤ u ≤ 1. Two blocks of frequencies.
        const double Period = 4, A = 0.7, B = 0.2;
        const int Highest = 6000;
        var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, A, B), new FrequencyLattice(1, Period, Highest));
        double u = distance / Period,
            second = (u * u) - u + (1 / 6.0),
            fourth = Math.Pow(u, 4) - (2 * Math.Pow(u, 3)) + (u * u) - (1 / 30.0);
        var expected =
            (2 / Period)
            * (
                (-A * Math.Pow(Period, 4) * Math.Pow(Math.PI, 4) * fourth / 3)
                + (4 * Math.PI * Math.PI * B * Period * Period * Math.PI * Math.PI * second));
        var varying = kernel.Between(SamplePoints.OnLine([0.5]), SamplePoints.OnLine([0.5 + distance]))[0, 0] - kernel.Weights[0];
        // What is cut off: Σ_(k > K) 1/k² < 1/K.
        Assert.Equal(expected, varying, (2 / Period) * 4 * Math.PI * Math.PI * B * Period * Period / Highest);
    }

    [Fact]
    public void It_does_not_depend_on_the_period_but_for_what_lifts_or_tilts()
    {
        // Second differences on both sides take constants and slopes away.
        static double Bend(double period)
        {
            var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, 0, 1), new FrequencyLattice(1, period, (int)(500 * period)));
            var values = kernel.Between(SamplePoints.OnLine([0, 0.1, 0.2]), SamplePoints.OnLine([0, 0.1, 0.2]));
            double[] weights = [1, -2, 1];
            return Enumerable.Range(0, 3).Sum(a => Enumerable.Range(0, 3).Sum(b => weights[a] * weights[b] * values[a, b]));
        }

        // −|x − x'|/2 times 16π⁴ /4π² ... : γ² = 4π²/ξ² is the transform of −8π⁴|x|, whose second differences are 8π⁴·4·0.1.
        Assert.Equal(8 * Math.Pow(Math.PI, 4) * 0.4, Bend(3), 0.01 * Bend(3));
        Assert.Equal(Bend(3), Bend(12), 0.01 * Bend(3));
    }

    [Fact]
    public void In_the_plane_it_is_the_plain_sum_and_symmetric()
    {
        var weight = new ReluFrequencyWeight(2, 1, 2);
        var lattice = new FrequencyLattice(2, 3, 2);
        var kernel = new LinearFrequencyKernel(weight, lattice);
        double[,] points = { { 0.1, 0.9 }, { -0.4, 0.3 } };
        var expected = 2 / 9.0 * weight.At(0.1 / 3);
        for (var i = -2; i <= 2; i++)
        {
            for (var j = -2; j <= 2; j++)
            {
                expected +=
                    (i, j) == (0, 0)
                        ? 0
                        : weight.At(Math.Sqrt((i * i) + (j * j)) / 3) / 9 * Math.Cos(2 * Math.PI * ((i * 0.5) + (j * 0.6)) / 3);
            }
        }

        var values = kernel.Between(points, points);
        Assert.Equal(expected, values[0, 1], 1e-9 * expected);
        Assert.Equal(values[0, 1], values[1, 0], 1e-9 * expected);
        using var gram = kernel.Gram(points);
        Assert.Equal(values.Cast<double>(), gram.Numbers(), (a, b) => Math.Abs(a - b) < 1e-9 * expected);
    }

    [Fact]
    public void Dimensions_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LinearFrequencyKernel(new ReluFrequencyWeight(1, 1, 1), new FrequencyLattice(2, 1, 2)));
        var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, 1, 1), new FrequencyLattice(1, 1, 2));
        Assert.Throws<ArgumentException>(() => kernel.Between(new double[1, 2], new double[1, 2]));
    }
}
