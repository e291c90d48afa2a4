using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class LowPassDistanceTests
{
    private static readonly SineSum Sum = new([5, 10, 15, 20, 25, 30, 35, 40, 45, 50], [.. Enumerable.Repeat(1.0, 10)]);
    private static readonly double[] Points = SineSum.Points(200);
    private static readonly LowPassDistance Distance = new(Sum, 1, Points);

    [Fact]
    public void A_low_passed_target_is_at_no_distance_from_one()
    {
        var (ofError, ofLearned) = Distance.Of(Sum.Values(1, Points, highest: 20));
        Assert.Equal(0, ofError, 1e-12);
        Assert.Equal(0, ofLearned, 1e-12);
    }

    /// <summary>Ten equal sines are √10 times as long as one: what the study's note says of the weakness of the claim.</summary>
    [Fact]
    public void Zero_is_nearer_to_one_sine_than_to_ten_but_far_by_its_own_size()
    {
        var (ofError, ofLearned) = Distance.Of(new double[200]);
        Assert.Equal(1 / Math.Sqrt(10), ofError, 1e-9);
        Assert.Equal(double.PositiveInfinity, ofLearned);
    }

    [Fact]
    public void All_frequencies_in_equal_part_are_no_low_passed_target()
    {
        var (_, ofLearned) = Distance.Of([.. Sum.Values(1, Points).Select(v => 0.5 * v)]);
        Assert.Equal(1, ofLearned, 1e-9);
    }
}
