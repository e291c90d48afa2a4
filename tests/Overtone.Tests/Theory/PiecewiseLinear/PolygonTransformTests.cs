using System.Numerics;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PolygonTransformTests
{
    private static readonly PlaneWindow Rectangle = new(-0.5, 1.5, 0.25, 1);

    private static readonly LinearRegion Region = PlaneRegions.Of(Affine(), AffineSlice.Whole(2), Rectangle).Single();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, -0.005)]
    [InlineData(1, 2)]
    [InlineData(40, 0)]
    [InlineData(-17, 90)]
    public void On_a_rectangle_the_indicator_is_a_product_of_sines(double kx, double ky)
    {
        static Complex Side(double k, double low, double high)
        {
            double half = k * (high - low) / 2;
            return Complex.Exp(new Complex(0, -k * (low + high) / 2)) * (high - low) * (half == 0 ? 1 : Math.Sin(half) / half);
        }

        var expected = Side(kx, -0.5, 1.5) * Side(ky, 0.25, 1);
        Assert.InRange((PolygonTransform.OfIndicator(Region.Polygon, kx, ky) - expected).Magnitude, 0, 1e-13);
    }

    [Theory]
    [InlineData(0.01, -0.005)]
    [InlineData(3, -2)]
    [InlineData(25, 60)]
    public void An_affine_map_is_the_indicator_and_its_derivatives(double kx, double ky)
    {
        // x turns into i ∂/∂k, here as a central difference.
        const double Step = 1e-4;
        Complex Indicator(double x, double y) => PolygonTransform.OfIndicator(Region.Polygon, x, y);
        var (slopeX, slopeY) = Region.Gradient();
        var expected = (Region.Value(new PlanePoint(0, 0)) * Indicator(kx, ky))
            + (Complex.ImaginaryOne * slopeX * (Indicator(kx + Step, ky) - Indicator(kx - Step, ky)) / (2 * Step))
            + (Complex.ImaginaryOne * slopeY * (Indicator(kx, ky + Step) - Indicator(kx, ky - Step)) / (2 * Step));
        // The difference's own error: Step²/6 times a third derivative of order one, and rounding over Step.
        Assert.InRange((PolygonTransform.OfRegion(Region, kx, ky) - expected).Magnitude, 0, 2e-8);
    }

    [Fact]
    public void The_two_ways_of_computing_agree_where_they_meet()
    {
        // The diameter is √(4 + 0.5625): the switch lies at |k| = 0.0234.
        var below = PolygonTransform.OfRegion(Region, 0.02340, 0);
        var above = PolygonTransform.OfRegion(Region, 0.02342, 0);
        var further = PolygonTransform.OfRegion(Region, 0.02344, 0);
        Assert.InRange((above - below - (further - above)).Magnitude, 0, 1e-9);
    }

    // Two units that are above zero everywhere here: an affine map.
    private static PiecewiseLinearNetwork Affine() => SampleNetworks.Network(3, 2, 1);
}
