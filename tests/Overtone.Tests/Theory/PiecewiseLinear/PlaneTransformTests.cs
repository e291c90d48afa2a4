using System.Numerics;
using MathNet.Numerics.Integration;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PlaneTransformTests
{
    private static readonly PlaneWindow Window = PlaneWindow.Square(1);

    /// <summary>The independent way: exact along each line, quadrature across; kinks across leave an error of about 1e-6.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 0.2)]
    [InlineData(9, -4)]
    public void It_is_the_integral_of_exact_transforms_along_lines(double kx, double ky)
    {
        var network = SampleNetworks.Network(4, 2, 10, 10, 1);
        var transform = new PlaneTransform(PlaneRegions.Of(network, AffineSlice.Whole(2), Window));
        Complex Along(double y) =>
            PiecewiseLinearFunction.Of(network, AffineSlice.Line([0, y], [1, 0]), -1, 1).Transform(kx)
            * Complex.Exp(new Complex(0, -ky * y));
        Complex expected = 0;
        var rule = new GaussLegendreRule(-1, 1, 4);
        for (var strip = 0; strip < 100; strip++)
        {
            for (var node = 0; node < rule.Order; node++)
            {
                expected += rule.GetWeight(node) / 100 * Along(-1 + ((strip + 0.5 + (rule.GetAbscissa(node) / 2)) / 50));
            }
        }

        Assert.InRange((transform.At(kx, ky) - expected).Magnitude, 0, 1e-5);
    }

    [Fact]
    public void Lemma_1_with_its_sign_put_right_holds_and_as_printed_fails()
    {
        var transform = new PlaneTransform(PlaneRegions.Of(Pyramid(), AffineSlice.Whole(2), Window));
        foreach (var (kx, ky) in new[] { (1.0, 2.0), (12.0, -5.0), (80.0, 33.0) })
        {
            var (exact, lemma) = (transform.At(kx, ky), transform.FromGradients(kx, ky));
            Assert.InRange((exact - lemma).Magnitude, 0, 1e-14);
            // +i in the place of −i turns the sign.
            var printed = -lemma;
            Assert.True((exact - printed).Magnitude > 1.9 * exact.Magnitude);
        }
    }

    [Fact]
    public void At_zero_it_is_the_volume()
    {
        // A pyramid of height 1/2 over a square of area 1/2.
        var transform = new PlaneTransform(PlaneRegions.Of(Pyramid(), AffineSlice.Whole(2), Window));
        Assert.Equal(1.0 / 12, transform.At(0, 0).Real, 1e-12);
    }

    [Fact]
    public void Decay_is_of_order_three_in_general_and_two_along_the_normal_of_an_edge()
    {
        var transform = new PlaneTransform(PlaneRegions.Of(Pyramid(), AffineSlice.Whole(2), Window));
        double Decay(double angle) => DecayExponent.Of([.. Enumerable.Range(0, 1500)
            .Select(n => 200 * Math.Pow(50, n / 1500.0))
            .Select(k => (k, transform.FromGradients(k * Math.Cos(angle), k * Math.Sin(angle)).Magnitude))]);
        Assert.InRange(Decay(0.4), -3.15, -2.85);
        Assert.InRange(Decay(Math.PI / 4), -2.1, -1.9);
    }

    // relu(1/2 − |x| − |y|): zero on the border; ridges along the axes, feet along the diagonals.
    private static PiecewiseLinearNetwork Pyramid()
    {
        using var module = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.ReLU());
        using (no_grad())
        {
            var (first, second) = ((TorchSharp.Modules.Linear)module[0], (TorchSharp.Modules.Linear)module[2]);
            first.weight.copy_(tensor(new double[,] { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } }));
            first.bias!.zero_();
            second.weight.copy_(tensor(new double[,] { { -1, -1, -1, -1 } }));
            second.bias!.copy_(tensor(new[] { 0.5 }));
        }

        return PiecewiseLinearNetwork.Of(module);
    }
}
