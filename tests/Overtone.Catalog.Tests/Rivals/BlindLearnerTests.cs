using Overtone.Catalog.Rivals;

namespace Overtone.Catalog.Tests.Rivals;

public class BlindLearnerTests
{
    private const int Count = 12;
    private static readonly double[] Frequencies = [.. Enumerable.Range(1, Count).Select(k => (double)k)];
    private static readonly double[] Totals = [1, 0.6, 0.4, 0.2, 0.1];

    /// <summary>
    /// Amplitudes that fall or rise with a power of the frequency. White noise is in no order where they are flat, and where they are not,
    /// the worse of its two orders is at most that.
    /// </summary>
    [Theory]
    [InlineData(0, -0.1)]
    [InlineData(-0.3, -1)]
    [InlineData(-1, -1)]
    [InlineData(-3, -1)]
    [InlineData(0.3, -1)]
    [InlineData(1, -1)]
    [InlineData(3, -1)]
    public void White_noise_leaves_no_error_that_rises_both_ways(double power, double least)
    {
        double[] amplitudes = [.. Frequencies.Select(k => Math.Pow(k, power))];
        for (var seed = 1; seed <= 10; seed++)
            Assert.InRange(Score(seed, amplitudes), least, 0.1);
    }

    /// <summary>Why what is left must rise both ways: relative to a target whose spectrum falls, white noise rises.</summary>
    [Fact]
    public void Relative_to_a_target_whose_spectrum_falls_white_noise_does_rise()
    {
        double[] amplitudes = [.. Frequencies.Select(k => Math.Pow(k, -3))];
        var relative = BlindLearner.WhiteScore(
            1, Count, noise => MathNet.Numerics.Statistics.Correlation.Spearman(Frequencies, noise.Zip(amplitudes, (n, a) => n / a)));
        Assert.InRange(relative, 0.9, 1);
    }

    [Fact]
    public void A_seed_has_one_score_and_another_seed_another()
    {
        double[] flat = [.. Frequencies.Select(_ => 1.0)];
        Assert.Equal(Score(5, flat), Score(5, flat));
        Assert.Distinct(Enumerable.Range(1, 10).Select(seed => Score(seed, flat)));
    }

    [Theory]
    [InlineData(1, 0.886)]
    [InlineData(10, 0.988)]
    public void Magnitudes_have_the_root_mean_square_one_and_those_of_many_outputs_scatter_less(int outputs, double mean)
    {
        Assert.Equal(1, BlindLearner.WhiteScore(1, 1000, noise => noise.Average(m => m * m), outputs), 0.02);
        Assert.Equal(mean, BlindLearner.WhiteScore(1, 1000, noise => noise.Average(), outputs), 0.01);
    }

    [Fact]
    public void A_score_is_a_mean_over_draws_in_which_no_score_counts_as_none()
    {
        var draws = new List<double>();
        var mean = BlindLearner.WhiteScore(1, 1, noise =>
        {
            var score = noise[0] > 1 ? double.NaN : noise[0];
            draws.Add(double.IsNaN(score) ? 0 : score);
            return score;
        });
        Assert.Equal(99, draws.Count);
        Assert.Contains(0, draws);
        Assert.Equal(draws.Average(), mean, 1e-12);
        Assert.Equal(0, BlindLearner.WhiteScore(1, 1, _ => double.PositiveInfinity));
    }

    private static double Score(long seed, double[] amplitudes) => BlindLearner.WhiteScore(seed, Count, noise => ErrorOrder.Of(
        Frequencies, amplitudes, [.. Totals.Select(total => (total, noise.Zip(amplitudes, (n, a) => total * n / a).ToArray()))]));
}
