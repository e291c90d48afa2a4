using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class RadialWaveTests
{
    // Norms as those of MNIST's images of 3 and 8: a normal distribution of their mean and deviation, by its quantiles.
    private static readonly double[] Norms =
    [
        .. Enumerable
            .Range(0, 2000)
            .Select(n => MathNet.Numerics.Distributions.Normal.InvCDF(RadialWave.MnistMean, RadialWave.MnistDeviation, (n + 0.5) / 2000)),
    ];

    [Fact]
    public void The_wave_has_two_pi() => Assert.Equal([Math.Sin(2 * Math.PI * 0.2 * 3)], RadialWave.Of([3], 0.2, matchNorms: false));

    /// <summary>
    /// As printed, sin(k ‖x‖), the noise of the lowest frequency of the paper's panels, 0.1, is nearly a constant: mean 0.82 and deviation
    /// 0.08. With 2π it is not.
    /// </summary>
    [Fact]
    public void Without_two_pi_the_slowest_noise_would_be_a_constant()
    {
        double[] printed = [.. Norms.Select(r => Math.Sin(0.1 * r))], wave = RadialWave.Of(Norms, 0.1, matchNorms: false);
        Assert.Equal(0.82, printed.Average(), 0.01);
        Assert.Equal(0.08, Deviation(printed), 0.01);
        Assert.True(Deviation(wave) > 0.5);
    }

    [Fact]
    public void Matched_norms_have_MNISTs_mean_and_deviation()
    {
        double[] small = [.. Norms.Select(r => 2 + (0.1 * r))];
        Assert.Equal(
            RadialWave.Of(Norms, 0.3, matchNorms: true),
            RadialWave.Of(small, 0.3, matchNorms: true),
            (a, b) => Math.Abs(a - b) < 1e-9);
        var matched = RadialWave.Of(Norms, 0.3, matchNorms: true);
        var plain = RadialWave.Of(Norms, 0.3, matchNorms: false);
        // Quantiles stop short of the tails: their deviation is a little below the distribution's.
        Assert.All(matched.Zip(plain), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    [Fact]
    public void Shuffled_noise_is_the_same_noise_elsewhere()
    {
        var wave = RadialWave.Of(Norms, 1, matchNorms: false);
        var shuffled = RadialWave.Shuffle(wave);
        Assert.Equal(wave.Order(), shuffled.Order());
        Assert.InRange(MathNet.Numerics.Statistics.Correlation.Pearson(wave, shuffled), -0.1, 0.1);
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(v => v * v) - (values.Average() * values.Average()));
}
