using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PlaneRegionsTests
{
    private static readonly PlaneWindow Window = PlaneWindow.Square(2);

    public static TheoryData<int, int[], double> Networks => new()
    {
        { 1, [2, 40, 1], 0 },
        { 2, [2, 16, 16, 3], 0 },
        { 3, [2, 12, 12, 12, 1], 0.2 },
        { 4, [7, 16, 16, 2], 0 },
    };

    private static (PiecewiseLinearNetwork Network, AffineSlice Plane) Make(int seed, int[] widths, double negativeSlope)
    {
        using var module = SampleNetworks.Module(seed, negativeSlope, widths);
        using var points = Draw.Normal(seed, 3, widths[0]);
        var corners = points.Numbers().Chunk(widths[0]).ToArray();
        return (PiecewiseLinearNetwork.Of(module), widths[0] == 2 ? AffineSlice.Whole(2) : AffineSlice.Through(corners[0], corners[1], corners[2]));
    }

    /// <summary>
    /// The whole exactness claim: regions tile the window, each has a pattern of its own, and at every one of many sample points the region
    /// that lies there gives the network's value. A region missed, cut twice or put elsewhere fails one of the three.
    /// </summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Regions_tile_the_window_are_told_apart_by_their_patterns_and_agree_with_dense_sampling(int seed, int[] widths, double negativeSlope)
    {
        const int Side = 120;
        var (network, plane) = Make(seed, widths, negativeSlope);
        var regions = PlaneRegions.Of(network, plane, Window);

        Assert.Equal(Window.Area, regions.Sum(r => r.Polygon.Area), 1e-10);
        string PatternAt(PlanePoint p) => string.Concat(network.Pattern(plane.At(p.X, p.Y)).Select(b => b ? '1' : '0'));
        var byPattern = regions.ToDictionary(r => PatternAt(r.Polygon.Centroid));
        for (var n = 0; n < Side * Side; n++)
        {
            var point = new PlanePoint(-1.999 + (3.998 * (n % Side) / (Side - 1)), -1.998 + (3.996 * (n / Side) / (Side - 1)));
            var region = byPattern[PatternAt(point)];
            Assert.True(region.Polygon.Contains(point));
            Assert.All(network.Evaluate(plane.At(point.X, point.Y)).Select((value, output) => (value, output)), o => Assert.Equal(o.value, region.Value(point, o.output), 1e-11));
        }
    }

    [Fact]
    public void Lines_in_general_position_make_as_many_regions_as_theory_allows()
    {
        // One layer: every pair of zero lines meets, and a window that holds all meeting points holds all regions.
        var network = SampleNetworks.Network(5, 2, 9, 1);
        Assert.Equal(PlaneRegions.MostOfOneLayer(9), PlaneRegions.Of(network, AffineSlice.Whole(2), PlaneWindow.Square(1e4)).Count);
        Assert.Equal(46, PlaneRegions.MostOfOneLayer(9));
    }

    [Fact]
    public void The_count_along_a_line_is_that_of_the_regions_it_crosses()
    {
        var network = SampleNetworks.Network(6, 2, 20, 20, 1);
        var line = AffineSlice.Line([-2, -0.37], [1, 0.18]);
        var pieces = PiecewiseLinearFunction.Of(network, line, 0, 4).Slopes.Count;
        var regions = PlaneRegions.Of(network, AffineSlice.Whole(2), Window);
        var crossed = Enumerable.Range(0, 200_000).Select(n => line.At(4 * (n + 0.5) / 200_000)).Select(p => string.Concat(network.Pattern(p))).Distinct().Count();
        Assert.Equal(pieces, crossed);
        Assert.True(regions.Count > pieces);
    }

    [Fact]
    public void Edges_remember_the_unit_that_is_zero_on_them()
    {
        var network = SampleNetworks.Network(7, 2, 8, 8, 1);
        foreach (var region in PlaneRegions.Of(network, AffineSlice.Whole(2), Window))
        {
            var corners = region.Polygon.Vertices;
            for (var n = 0; n < corners.Count; n++)
            {
                var (a, b, cut) = (corners[n], corners[(n + 1) % corners.Count], region.Polygon.Cuts[n]);
                var middle = new PlanePoint((a.X + b.X) / 2, (a.Y + b.Y) / 2);
                if (cut == ConvexPolygon.Border)
                {
                    Assert.Equal(2, Math.Max(Math.Abs(middle.X), Math.Abs(middle.Y)), 1e-12);
                    continue;
                }

                // A step across the edge changes the unit's sign.
                var (dx, dy) = (1e-7 * (b.Y - a.Y), -1e-7 * (b.X - a.X));
                Assert.NotEqual(network.Pattern([middle.X + dx, middle.Y + dy])[cut], network.Pattern([middle.X - dx, middle.Y - dy])[cut]);
            }
        }
    }

    [Fact]
    public void A_network_without_kinks_in_the_window_has_one_region() =>
        Assert.Single(PlaneRegions.Of(SampleNetworks.Network(8, 2, 6, 1), AffineSlice.Whole(2), new PlaneWindow(1000, 1000.001, 2000, 2000.001)));

    [Fact]
    public void The_search_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PlaneRegions.Of(SampleNetworks.Network(9, 2, 6, 1), AffineSlice.Whole(2), Window, source.Token));
    }

    [Fact]
    public void An_empty_window_is_refused() => Assert.Throws<ArgumentException>(() => new PlaneWindow(0, 0, 0, 1));
}
