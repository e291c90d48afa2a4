using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class SineSumTests
{
    private static readonly SineSum Sum = new([5, 10, 50], [1, 0.5, 2]);

    [Fact]
    public void Points_leave_the_end_out() => Assert.Equal([0, 0.25, 0.5, 0.75], SineSum.Points(4));

    [Fact]
    public void Phases_are_the_seeds_own_and_within_a_turn()
    {
        Assert.Equal(Sum.Phases(3), Sum.Phases(3));
        Assert.NotEqual(Sum.Phases(3), Sum.Phases(4));
        Assert.All(Sum.Phases(3), phase => Assert.InRange(phase, 0, 2 * Math.PI));
    }

    [Fact]
    public void Values_are_the_sum_up_to_a_frequency()
    {
        var phases = Sum.Phases(1);
        double Wave(int i, double z) => Sum.Amplitudes[i] * Math.Sin((2 * Math.PI * Sum.Frequencies[i] * z) + phases[i]);
        Assert.Equal(Wave(0, 0.3) + Wave(1, 0.3) + Wave(2, 0.3), Sum.Values(1, [0.3])[0], 1e-12);
        Assert.Equal(Wave(0, 0.3) + Wave(1, 0.3), Sum.Values(1, [0.3], highest: 10)[0], 1e-12);
    }
}
