using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class EpsteinZetaTests
{
    [Theory]
    // Twice Riemann's zeta function; 4 ζ(s/2) β(s/2) with Dirichlet's beta function.
    [InlineData(1, 2, 2 * Math.PI * Math.PI / 6)]
    [InlineData(1, 4, 2 * Math.PI * Math.PI * Math.PI * Math.PI / 90)]
    [InlineData(2, 3, 9.033621683100948)]
    [InlineData(2, 5, 5.090258233665483)]
    public void Sums_with_a_closed_form_are_met(int dimension, int exponent, double expected) =>
        Assert.Equal(expected, EpsteinZeta.Of(dimension, exponent), 1e-12 * expected);

    [Fact]
    public void Three_dimensions_agree_with_a_plain_sum()
    {
        const int Radius = 60;
        // Beyond the ball the sum is nearly an integral, 4π/(5 − 3) ... of ρ² ρ^−6: 4π/3R³.
        var plain =
            IntegerShells.Of(3, Radius).Sum(shell => shell.Points / Math.Pow(shell.SquaredRadius, 3))
            + (4 * Math.PI / (3 * Math.Pow(Radius, 3)));
        Assert.Equal(plain, EpsteinZeta.Of(3, 6), 1e-6);
    }

    [Fact]
    public void Shells_count_the_points_of_a_ball()
    {
        var counted = 0;
        for (var x = -5; x <= 5; x++)
        {
            for (var y = -5; y <= 5; y++)
            {
                for (var z = -5; z <= 5; z++)
                {
                    counted += (x * x) + (y * y) + (z * z) is > 0 and <= 25 ? 1 : 0;
                }
            }
        }

        Assert.Equal(counted, IntegerShells.Of(3, 5).Sum(shell => shell.Points));
    }
}
