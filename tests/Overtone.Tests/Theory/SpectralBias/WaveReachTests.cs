using Overtone.Theory.SpectralBias;

namespace Overtone.Tests.Theory.SpectralBias;

public class WaveReachTests
{
    /// <summary>
    /// On the circle exp(ik·γ) has the Bessel functions J_l(|k|) as its coefficients, whatever the direction: they end at |l| = |k|.
    /// </summary>
    [Fact]
    public void On_the_circle_a_wave_reaches_its_own_frequency()
    {
        WaveReach one = WaveReach.Of(new FlowerCurve(0), 100, 0, 0.99), other = WaveReach.Of(new FlowerCurve(0), 100, 2, 0.99);
        Assert.Equal(100, one.Edge, 1e-9);
        Assert.Equal(one.Bandwidth, other.Bandwidth);
        Assert.InRange(one.BeyondEdge, -2, 2);
        Assert.Equal((one.Bandwidth - one.Edge) / (Math.Cbrt(100 * Math.Pow(2 * Math.PI, 3) / 2) / (2 * Math.PI)), one.BeyondEdge, 1e-9);
    }
}
