using MathNet.Numerics;
using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.BallAverage;

public class BallResponseTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.7)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(900)]
    public void In_one_two_and_three_dimensions_it_is_the_known_function(double z)
    {
        Assert.Equal(Math.Sin(z) / z, BallResponse.Ball(1, z), 1e-14);
        Assert.Equal(2 * SpecialFunctions.BesselJ(1, z) / z, BallResponse.Ball(2, z), 1e-13);
        // Near zero the closed form itself loses digits: sin z and z cos z cancel to the third power.
        Assert.Equal(z < 0.01 ? 1 - (z * z / 10) : 3 * (Math.Sin(z) - (z * Math.Cos(z))) / (z * z * z), BallResponse.Ball(3, z), 1e-13);
        Assert.Equal(Math.Cos(z), BallResponse.Sphere(1, z), 1e-14);
        Assert.Equal(SpecialFunctions.BesselJ(0, z), BallResponse.Sphere(2, z), 1e-13);
        Assert.Equal(Math.Sin(z) / z, BallResponse.Sphere(3, z), 1e-14);
    }

    // Computed by SciPy from the slice integral, as the design's facts give them.
    [Theory]
    [InlineData(784, 5, 0.98422217)]
    [InlineData(784, 30, 0.56386757)]
    [InlineData(784, 100, 0.0016387629)]
    [InlineData(3072, 5, 0.99594189)]
    [InlineData(3072, 30, 0.86381553)]
    [InlineData(3072, 100, 0.19643837)]
    [InlineData(10, 5, 0.3208895)]
    [InlineData(10, 30, -2.2635503e-5)]
    [InlineData(1, 2.6, 0.1982697584)]
    [InlineData(2, 2.6, 0.3621678973)]
    [InlineData(3, 2.6, 0.4682656117)]
    public void In_many_dimensions_it_has_the_reference_values(int dimension, double z, double expected) =>
        Assert.Equal(expected, BallResponse.Ball(dimension, z), 6e-9);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(784)]
    [InlineData(150_528)]
    public void An_average_keeps_constants_and_grows_nothing(int dimension)
    {
        Assert.Equal(1, BallResponse.Ball(dimension, 0), 1e-15);
        Assert.Equal(1, BallResponse.Sphere(dimension, 0), 1e-15);
        Assert.All(Enumerable.Range(0, 60).Select(n => Math.Pow(1.25, n)), z => Assert.InRange(BallResponse.Ball(dimension, z), -1, 1));
    }

    /// <summary>The two constants that the paper may have printed: as it stands in memory, and with π where 2 belongs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_pi_for_two_constants_would_grow_and_with_its_inverse_they_would_shrink(int dimension)
    {
        const double Z = 0.001;
        var half = dimension / 2.0;
        var bessel = SpecialFunctions.BesselJ(half, Z) / Math.Pow(Z, half) * SpecialFunctions.Gamma(half + 1);
        Assert.Equal(1, bessel * Math.Pow(2, half), 1e-6);
        Assert.Equal(1, BallResponse.Ball(dimension, Z), 1e-6);
        Assert.Equal(Math.Pow(Math.PI / 2, half), bessel * Math.Pow(Math.PI, half), 1e-6);
        Assert.Equal(Math.Pow(2 * Math.PI, -half), bessel / Math.Pow(Math.PI, half), 1e-6);
    }

    /// <summary>Random points of the ball, which know nothing of Bessel functions; four standard errors.</summary>
    [Theory]
    [InlineData(4, 3.0)]
    [InlineData(50, 6.0)]
    [InlineData(784, 20.0)]
    public void It_is_the_mean_of_cosines_over_random_points(int dimension, double z)
    {
        const int Points = 20_000;
        using var scope = NewDisposeScope();
        Tensor normal = Draw.Normal(dimension, Points, dimension), radius = Draw.Uniform(dimension, Points).pow(1.0 / dimension);
        var waves = (normal.select(1, 0) / normal.square().sum([1]).sqrt() * radius * z).cos().Numbers();
        var mean = waves.Average();
        var error = Math.Sqrt(waves.Average(w => Math.Pow(w - mean, 2)) / Points);
        Assert.InRange(Math.Abs(mean - BallResponse.Ball(dimension, z)) / error, 0, 4);
    }

    [Theory]
    [InlineData(784, 23.3)]
    [InlineData(3072, 46.2)]
    [InlineData(150_528, 323)]
    public void Half_the_power_is_left_at_the_half_power_phase(int dimension, double phase)
    {
        Assert.Equal(phase, BallResponse.HalfPowerPhase(dimension), 0.05 * phase / 10);
        // The Gaussian limit is approached with 1/n.
        Assert.Equal(0.5, Math.Pow(BallResponse.Ball(dimension, BallResponse.HalfPowerPhase(dimension)), 2), 1.0 / dimension);
    }

    [Fact]
    public void Odd_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BallResponse.Ball(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BallResponse.Sphere(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BallResponse.Ball(3, double.NaN));
    }
}
