using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class AffineSliceTests
{
    [Fact]
    public void A_plane_through_three_points_has_them_at_its_corners()
    {
        double[] a = [1, 2, 3], b = [0, 1, 5], c = [2, 2, 2];
        var plane = AffineSlice.Through(a, b, c);
        Assert.Equal(a, plane.At(0, 0));
        Assert.Equal(b, plane.At(1, 0));
        Assert.Equal(c, plane.At(0, 1));
    }

    [Fact]
    public void The_whole_plane_is_itself() => Assert.Equal([0.3, -2], AffineSlice.Whole(2).At(0.3, -2));

    [Fact]
    public void What_spans_no_line_or_plane_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AffineSlice.Line([0.0, 0], [0.0, 0]));
        Assert.Throws<ArgumentException>(() => AffineSlice.Line([0.0, 0], [1.0]));
        Assert.Throws<ArgumentException>(() => AffineSlice.Plane([0.0, 0], [1.0, 1], [-2.0, -2]));
        Assert.Throws<ArgumentException>(() => AffineSlice.Plane([0.0, double.NaN], [1.0, 1], [0.0, -2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AffineSlice.Whole(3));
    }

    [Fact]
    public void A_slice_of_another_space_is_refused()
    {
        var network = SampleNetworks.Network(1, 3, 4, 1);
        Assert.Throws<ArgumentException>(() => PlaneRegions.Of(network, AffineSlice.Whole(2), PlaneWindow.Square(1)));
        Assert.Throws<ArgumentException>(() => PlaneRegions.Of(network, AffineSlice.Line([0.0, 0, 0], [1.0, 0, 0]), PlaneWindow.Square(1)));
    }
}
