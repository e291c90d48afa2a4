using System.Numerics;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// How far the spectrum of a plane wave reaches on a curve. Where stationary phase ends, at |l| = |k| max |γ′| / 2π, the phase is a cubic,
/// and the spectrum falls as an Airy function of width (½ |k| max |γ‴|)^⅓ / 2π.
/// Source: 1806.08734, section 4 (stationary phase).
/// </summary>
/// <param name="Bandwidth">The |l| up to which the wave has its share of energy, in cycles per turn.</param>
/// <param name="Edge">Where stationary phase ends, in cycles per turn.</param>
/// <param name="BeyondEdge">How far the bandwidth lies beyond the edge, in widths of the Airy function.</param>
public sealed record WaveReach(double Bandwidth, double Edge, double BeyondEdge)
{
    /// <summary>The reach of a wave.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="k">|k|, in radians per unit.</param>
    /// <param name="angle">The wave's direction, in radians.</param>
    /// <param name="share">The share of the energy, between 0 and 1.</param>
    public static WaveReach Of(FlowerCurve curve, double k, double angle, double share)
    {
        ArgumentNullException.ThrowIfNull(curve);
        double edge = k * curve.HighestSpeed() / (2 * Math.PI), width = Math.Cbrt(k * curve.HighestThirdDerivative() / 2) / (2 * Math.PI);
        var spectrum = new CurveSpectrum(curve, (int)BitOperations.RoundUpToPowerOf2((uint)(8 * (edge + 8))));
        double bandwidth = spectrum.Bandwidth(k * Math.Cos(angle), k * Math.Sin(angle), share);
        return new WaveReach(bandwidth, edge, (bandwidth - edge) / width);
    }
}
