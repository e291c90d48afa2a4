using Overtone.Attacks;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public class HyperplaneProjectionTests
{
    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Changes_reach_the_plane_within_the_box_and_are_as_small_as_bisection_finds(AttackNorm norm)
    {
        using var scope = NewDisposeScope();
        const int Count = 60, Dimensions = 7;
        Tensor points = Draw.Uniform(1, Count, Dimensions), normals = Draw.Normal(2, Count, Dimensions);
        points[3].zero_();
        normals[4].narrow(0, 2, 3).zero_();
        var gaps = Draw.Normal(3, Count) * 2;
        var changes = HyperplaneProjection.Of(norm, points, normals, gaps);
        Tensor moved = points + changes, gained = (normals * changes).sum([1]);
        Assert.All(moved.Numbers(), pixel => Assert.InRange(pixel, -1e-12, 1 + 1e-12));
        int reached = 0, beyond = 0;
        for (var n = 0; n < Count; n++)
        {
            double[] x = points[n].Numbers(), w = normals[n].Numbers();
            double gap = gaps[n].Numbers()[0], most = Gain(double.PositiveInfinity);
            if (most <= Math.Abs(gap))
            {
                beyond++;
                Assert.Equal(most, Math.Abs(gained[n].Numbers()[0]), 1e-9);
                continue;
            }

            reached++;
            Assert.Equal(gap, gained[n].Numbers()[0], 1e-9);
            double low = 0, high = 1e6;
            for (var step = 0; step < 200; step++)
                (low, high) = Gain((low + high) / 2) < Math.Abs(gap) ? ((low + high) / 2, high) : (low, (low + high) / 2);
            double[] best = [.. x.Select((_, i) => Move(i, high))], found = changes[n].Numbers();
            Assert.All(best.Zip(found), pair => Assert.Equal(pair.First, Math.Abs(pair.Second), 1e-6));

            // How far a coordinate has moved at a time: the closed form of the multiplier's problem, one coordinate after the other.
            double Move(int i, double time)
            {
                var room = w[i] * gap > 0 ? 1 - x[i] : x[i];
                var way = norm == AttackNorm.Linf ? (w[i] == 0 ? 0 : time) : Math.Abs(w[i]) * time;
                return w[i] == 0 ? 0 : Math.Min(room, way);
            }

            double Gain(double time) => x.Select((_, i) => w[i] == 0 ? 0 : Math.Abs(w[i]) * Move(i, time)).Sum();
        }

        Assert.True(reached > 10 && beyond > 3);
    }

    [Fact]
    public void Far_from_the_box_it_is_the_usual_projection()
    {
        using var scope = NewDisposeScope();
        Tensor points = full([1, 3], 0.5, float64), normals = tensor(new double[] { 1, -2, 3 }, [1, 3]), gap = tensor(new[] { 0.14 });
        Assert.Equal(
            [0.01, -0.02, 0.03], HyperplaneProjection.Of(AttackNorm.L2, points, normals, gap).Numbers().Select(x => Math.Round(x, 12)));
        var equal = Math.Round(0.14 / 6, 12);
        Assert.Equal(
            [equal, -equal, equal],
            HyperplaneProjection.Of(AttackNorm.Linf, points, normals, gap).Numbers().Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void Without_a_normal_or_a_gap_nothing_moves()
    {
        using var scope = NewDisposeScope();
        Tensor points = full([2, 3], 0.5, float64), normals = zeros([2, 3], float64), gaps = tensor(new[] { 0.3, 0 });
        normals[1].fill_(1);
        foreach (var norm in Enum.GetValues<AttackNorm>())
            Assert.All(HyperplaneProjection.Of(norm, points, normals, gaps).Numbers(), change => Assert.Equal(0, change));
    }
}
