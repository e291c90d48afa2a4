using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Tests.Theory.ContinuousViewpoint;

public class FeatureParticlesTests
{
    private const int Nodes = 128;
    private static readonly PeriodicGaussianFeature Feature = new(0.5);

    private static double[] Target(double amplitude, int frequency) =>
        [.. Enumerable.Range(0, Nodes).Select(n => Feature.Mean + (amplitude * Math.Cos(frequency * 2 * Math.PI * n / Nodes)))];

    private static double Mode(double[] residual, int frequency) =>
        residual.Select((r, n) => r * Math.Cos(frequency * 2 * Math.PI * n / Nodes)).Sum() * 2 / Nodes;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_small_error_falls_at_the_kernels_rate(int frequency)
    {
        const double Step = 0.02;
        var particles = new FeatureParticles(Feature, 256, Target(1e-4, frequency));
        var before = Mode(particles.Residual(), frequency);
        for (var step = 0; step < 50; step++)
        {
            particles.Advance(Step);
        }

        var rate = new GradientFlowKernel(Feature, Motion.Features).Rate(frequency);
        // Euler's method is off by rate·Δt/2 of the exponent.
        Assert.Equal(Math.Exp(-rate), Mode(particles.Residual(), frequency) / before, 0.005);
    }

    [Fact]
    public void Movement_keeps_the_mean()
    {
        var particles = new FeatureParticles(Feature, 128, Target(0.02, 2));
        for (var step = 0; step < 20; step++)
        {
            particles.Advance(0.1);
        }

        Assert.Equal(0, particles.Residual().Average(), 1e-14);
    }

    [Fact]
    public void Targets_that_movement_cannot_reach_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FeatureParticles(Feature, 10, new double[Nodes]));
        Assert.Throws<ArgumentException>(() => new FeatureParticles(new PeriodicGaussianFeature(0.01), 10, Target(0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureParticles(Feature, 0, Target(0, 1)));
    }
}
