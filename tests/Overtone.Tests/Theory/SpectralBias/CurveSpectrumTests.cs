using System.Numerics;
using MathNet.Numerics.Integration;
using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class CurveSpectrumTests
{
    private const int Samples = 256;

    /// <summary>On the unit circle exp(ik cos 2πz) is a sum of Bessel functions: |P(l, k)| = |J_l(k)| (Jacobi and Anger).</summary>
    [Theory]
    [InlineData(0, 0.2238907791412357)]
    [InlineData(1, 0.5767248077568734)]
    [InlineData(3, 0.1289432494744021)]
    [InlineData(10, 2.515386282718837e-07)]
    public void On_a_circle_it_is_a_bessel_function(int l, double bessel)
    {
        var spectrum = new CurveSpectrum(new FlowerCurve(0), Samples).OfWave(2, 0);
        Assert.Equal(bessel, spectrum[l].Magnitude, 1e-14);
        Assert.Equal(bessel, spectrum[(Samples - l) % Samples].Magnitude, 1e-14);
    }

    /// <summary>
    /// Both sides of the transform along a curve for a Gaussian, whose own is known: with the factor they agree, as printed they are (2π)²
    /// apart.
    /// </summary>
    [Fact]
    public void Equation_12_holds_with_its_factor_and_not_as_printed()
    {
        const double Width = 0.4;
        var curve = new CurveSpectrum(new FlowerCurve(3), Samples);
        var expected = curve.Of((x, y) => Math.Exp(-((x * x) + (y * y)) / (2 * Width * Width)));
        var radial = new GaussLegendreRule(0, 9 / Width, 64);
        const int Angles = 96;
        var sum = new Complex[Samples];
        for (var r = 0; r < radial.Order; r++)
        {
            var (k, weight) = (radial.GetAbscissa(r), radial.GetWeight(r));
            var transform = 2 * Math.PI * Width * Width * Math.Exp(-Width * Width * k * k / 2);
            for (var angle = 0; angle < Angles; angle++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * angle / Angles);
                var wave = curve.OfWave(k * cosine, k * sine);
                for (var l = 0; l < Samples; l++)
                {
                    sum[l] += weight * k * (2 * Math.PI / Angles) * transform * wave[l];
                }
            }
        }

        var printed = sum.Zip(expected, (found, known) => (found - known).Magnitude).Max();
        Assert.All(sum.Zip(expected), pair => Assert.True((pair.First / Math.Pow(2 * Math.PI, 2) - pair.Second).Magnitude < 1e-13));
        Assert.True(printed > 38 * expected.Max(value => value.Magnitude));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(10)]
    public void A_waves_energy_is_one_and_lies_within_its_bandwidth(int petals)
    {
        var curve = new FlowerCurve(petals);
        var spectrum = new CurveSpectrum(curve, 4096);
        Assert.Equal(1, spectrum.OfWave(30, 40).Sum(value => value.Magnitude * value.Magnitude), 1e-12);
        var bandwidth = spectrum.Bandwidth(30, 40, 0.99);
        // Stationary phase: no l beyond |k| max |γ′| / 2π but for the tail of an Airy function.
        var edge = 50 * curve.HighestSpeed() / (2 * Math.PI);
        Assert.InRange(bandwidth, 0.8 * edge, edge + (2 * Math.Cbrt(50 * curve.HighestThirdDerivative() / 2) / (2 * Math.PI)));
        Assert.True(spectrum.Bandwidth(30, 40, 0.5) < bandwidth);
        Assert.Equal(0, spectrum.Bandwidth(0, 0, 0.99));
    }
}
