using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class FlowerCurveTests
{
    [Fact]
    public void Without_petals_it_is_the_unit_circle()
    {
        var circle = new FlowerCurve(0);
        for (var n = 0; n < 20; n++)
        {
            var (x, y) = circle.At(n / 20.0);
            Assert.Equal(1, Math.Sqrt((x * x) + (y * y)), 1e-15);
            Assert.Equal(2 * Math.PI, circle.Speed(n / 20.0), 1e-14);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public void Its_speed_is_its_difference_quotient(int petals)
    {
        const double Step = 1e-6;
        var curve = new FlowerCurve(petals);
        for (var z = 0.013; z < 1; z += 0.07)
        {
            var (a, b) = (curve.At(z - Step), curve.At(z + Step));
            var quotient = Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2)) / (2 * Step);
            // The third derivative, about (2πL)³, times the step squared.
            Assert.Equal(quotient, curve.Speed(z), Math.Pow(2 * Math.PI * petals * Step, 2) * 2 * Math.PI * petals + 1e-8);
            Assert.True(curve.Speed(z) <= curve.HighestSpeed() * (1 + 1e-6));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void Its_third_derivative_is_its_difference_quotient(int petals)
    {
        var curve = new FlowerCurve(petals);
        var step = 1e-3 / Math.Max(1, petals);
        for (var z = 0.013; z < 1; z += 0.07)
        {
            var points = new[] { -2, -1, 1, 2 }.Select(n => curve.At(z + (n * step))).ToArray();
            double Quotient(Func<(double X, double Y), double> part) =>
                (part(points[3]) - (2 * part(points[2])) + (2 * part(points[1])) - part(points[0])) / (2 * Math.Pow(step, 3));
            var quotient = Math.Sqrt(Math.Pow(Quotient(p => p.X), 2) + Math.Pow(Quotient(p => p.Y), 2));
            Assert.Equal(quotient, curve.ThirdDerivative(z), 1e-4 * curve.HighestThirdDerivative());
        }
    }

    [Fact]
    public void It_goes_out_to_one_and_a_half_as_often_as_it_has_petals()
    {
        var curve = new FlowerCurve(5);
        double[] radii = [.. Enumerable.Range(0, 2000).Select(n => curve.At(n / 2000.0)).Select(p => Math.Sqrt((p.X * p.X) + (p.Y * p.Y)))];
        Assert.Equal(5, Enumerable.Range(0, 2000).Count(n => radii[n] > radii[(n + 1999) % 2000] && radii[n] >= radii[(n + 1) % 2000]));
        Assert.Equal(1.5, radii.Max(), 1e-5);
        Assert.Equal(0.5, radii.Min(), 1e-5);
    }
}
