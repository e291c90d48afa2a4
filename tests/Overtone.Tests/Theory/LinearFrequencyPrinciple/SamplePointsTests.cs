using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class SamplePointsTests
{
    [Fact]
    public void A_line_is_one_column() => Assert.Equal(new double[,] { { 3 }, { -1 } }, SamplePoints.OnLine([3, -1]));

    [Fact]
    public void A_square_runs_along_its_second_coordinate() =>
        Assert.Equal(new double[,] { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, 1 } }, SamplePoints.OnSquare(-1, 1, 2));

    [Fact]
    public void The_nearest_two_points_decide() =>
        Assert.Equal(0.5, SamplePoints.NearestDistance(new double[,] { { 0, 0 }, { 3, 4 }, { 0.3, 0.4 } }), 1e-15);

    [Fact]
    public void An_axis_on_which_nothing_varies_has_no_say_in_the_Nyquist_frequency() =>
        Assert.Equal(
            SamplePoints.Nyquist(SamplePoints.OnLine([0, 0.5, 1])), SamplePoints.Nyquist(
                new double[,]
                {
                    { 0, 7 },
                    { 0.5, 7 },
                    { 1, 7 },
                }));
}
