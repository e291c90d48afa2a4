using MathNet.Numerics.Random;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

/// <summary>Checks are worth something only if wrong regions fail them.</summary>
public class RegionChecksTests
{
    private static readonly PlaneWindow Window = PlaneWindow.Square(1);
    private static readonly AffineSlice Plane = AffineSlice.Whole(2);
    private static readonly PiecewiseLinearNetwork Network = DrawnNetwork.Relu(1, 2, 12, 12, 1);
    private static readonly IReadOnlyList<LinearRegion> Exact = PlaneRegions.Of(Network, Plane, Window);

    private static RegionChecks Checks(IReadOnlyList<LinearRegion> regions) => new(Network, Plane, Window, regions, new MersenneTwister(5));

    [Fact]
    public void Exact_regions_pass()
    {
        Assert.InRange(Checks(Exact).TilingError, 0, 1e-12);
        Assert.InRange(Checks(Exact).LargestDifference(500), 0, 1e-12);
        Assert.Equal(1, Checks(Exact).AgreeingSegments(20));
        Assert.InRange(Checks(Exact).Bend(x => Network.Evaluate(x)[0], 100), 0, 1e-12);
    }

    [Fact]
    public void A_missing_region_fails()
    {
        var largest = Exact.MaxBy(r => r.Polygon.Area)!;
        IReadOnlyList<LinearRegion> holed = [.. Exact.Where(r => r != largest)];
        Assert.InRange(Checks(holed).TilingError, 1e-4, 1);
        Assert.Equal(double.PositiveInfinity, Checks(holed).LargestDifference(2000));
        Assert.InRange(Checks(holed).AgreeingSegments(60), 0, 0.99);
    }

    [Fact]
    public void Regions_of_another_network_fail()
    {
        var others = PlaneRegions.Of(DrawnNetwork.Relu(2, 2, 12, 12, 1), Plane, Window);
        Assert.InRange(Checks(others).LargestDifference(100), 1e-3, 1e3);
        Assert.InRange(Checks(others).AgreeingSegments(20), 0, 0.9);
        Assert.InRange(Checks(others).Bend(x => Network.Evaluate(x)[0], 400), 1e-6, 1e3);
    }

    [Fact]
    public void A_compact_network_vanishes_on_the_border_and_not_inside()
    {
        var network = DrawnNetwork.Compact(3, 2, 8, 8, 1);
        Assert.All(
            Enumerable.Range(0, 81).Select(n => -1 + (n / 40.0)),
            t =>
                Assert.All(
                    new[]
                    {
                        network.Evaluate([t, -1])[0], network.Evaluate([t, 1])[0], network.Evaluate([-1, t])[0],
                        network.Evaluate([1, t])[0],
                    },
                    v => Assert.Equal(0, v)));
        Assert.True(network.Evaluate([0.0, 0.0])[0] > 0);
    }
}
