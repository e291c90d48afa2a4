using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Tests.Theory.ContinuousViewpoint;

public class WaveTargetTests
{
    private const int Nodes = 96;
    private static readonly PeriodicGaussianFeature Feature = new(0.5);

    [Fact]
    public void It_keeps_the_mean_of_the_features_and_has_waves_of_its_frequencies_only()
    {
        double[] target = WaveTarget.Of(Feature, [1, 4], 0.3, Nodes, seed: 2);
        Assert.Equal(Feature.Mean, target.Average(), 1e-14);
        Assert.All(Enumerable.Range(1, 8), k => Assert.Equal(
            k is 1 or 4 ? Feature.Mean * 0.3 * Math.Exp(-0.25 * k * k / 4) : 0, Magnitude(target, k), 1e-14));
        Assert.NotEqual(target, WaveTarget.Of(Feature, [1, 4], 0.3, Nodes, seed: 3));
    }

    /// <summary>The modes of the particles' residual, which at the start is the target's waves.</summary>
    [Fact]
    public void Residual_modes_are_those_of_the_target_at_the_start()
    {
        double[] target = WaveTarget.Of(Feature, [2, 3], 0.2, Nodes, seed: 1);
        var modes = new FeatureParticles(Feature, 64, target).ResidualModes([2, 3, 5]);
        Assert.Equal(Magnitude(target, 2), modes[0].Magnitude, 1e-12);
        Assert.Equal(Magnitude(target, 3), modes[1].Magnitude, 1e-12);
        Assert.Equal(0, modes[2].Magnitude, 1e-12);
    }

    private static double Magnitude(double[] values, int k)
    {
        double Sum(Func<double, double> wave) => values.Select((v, n) => v * wave(2 * Math.PI * k * n / Nodes)).Sum() * 2 / Nodes;
        return Math.Sqrt(Math.Pow(Sum(Math.Cos), 2) + Math.Pow(Sum(Math.Sin), 2));
    }
}
