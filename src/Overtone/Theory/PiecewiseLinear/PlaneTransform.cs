using System.Numerics;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The Fourier transform of a network's output over a window of a plane, from its linear regions: f̂(k) = ∫ f(x) exp(−ik·x) dx, exact at
/// every frequency.
/// Source: 1806.08734, Lemma 1 and Theorem 1, in two dimensions, with the sign put right (see <see cref="PolygonTransform"/>).
/// </summary>
/// <param name="regions">The regions, tiling the window.</param>
/// <param name="output">Which output.</param>
public sealed class PlaneTransform(IReadOnlyList<LinearRegion> regions, int output = 0)
{
    /// <summary>
    /// The transform; beyond the window the function counts as zero, so that its border is a jump unless the function vanishes there.
    /// </summary>
    /// <param name="frequencyX">The first component of k, in radians per unit.</param>
    /// <param name="frequencyY">The second component.</param>
    public Complex At(double frequencyX, double frequencyY)
    {
        Complex sum = 0;
        foreach (LinearRegion region in regions)
            sum += PolygonTransform.OfRegion(region, frequencyX, frequencyY, output);
        return sum;
    }

    /// <summary>
    /// Lemma 1: −i Σ (w·k) 1̂(k) / k² over the regions, w each one's gradient. Equals <see cref="At"/> for a function that vanishes on the
    /// window's border, and keeps more digits at high frequencies, where <see cref="At"/> sums jumps that cancel.
    /// </summary>
    /// <param name="frequencyX">The first component of k, in radians per unit.</param>
    /// <param name="frequencyY">The second component; k must not be zero.</param>
    public Complex FromGradients(double frequencyX, double frequencyY)
    {
        Complex sum = 0;
        foreach (LinearRegion region in regions)
        {
            (double slopeX, double slopeY) = region.Gradient(output);
            sum += ((slopeX * frequencyX) + (slopeY * frequencyY)) * PolygonTransform.OfIndicator(region.Polygon, frequencyX, frequencyY);
        }

        return -Complex.ImaginaryOne / ((frequencyX * frequencyX) + (frequencyY * frequencyY)) * sum;
    }
}
