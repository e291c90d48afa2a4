using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// Coordinates as sines and cosines of random frequencies, [cos 2πBx, sin 2πBx] with B drawn from N(0, σ²): a network on them fits like
/// kernel regression with a kernel that depends on x − x' only and whose spectrum is that of B, so that σ sets which frequencies come fast.
/// Source: Tancik et al. 2020, "Fourier Features Let Networks Learn High Frequency Functions in Low Dimensional Domains" (2006.10739).
/// </summary>
public static class FourierFeatures
{
    /// <summary>Draws frequencies.</summary>
    /// <param name="dimensions">The coordinates of a point.</param>
    /// <param name="count">How many frequencies.</param>
    /// <param name="deviation">σ, in cycles per unit of the coordinates; zero or more.</param>
    /// <param name="seed">The replicate's seed: frequencies of another σ are the same ones, scaled.</param>
    /// <returns>B, [dimensions, count], float32.</returns>
    public static Tensor Draw(int dimensions, int count, double deviation, long seed)
    {
        using Generator generator = RandomStreams.Create(seed, "fourier-features");
        return empty(dimensions, count).normal_(0, deviation, generator);
    }

    /// <summary>The features of points.</summary>
    /// <param name="coordinates">[n, dimensions].</param>
    /// <param name="frequencies">B, [dimensions, count].</param>
    /// <returns>[n, 2·count]: cosines, then sines.</returns>
    public static Tensor Encode(Tensor coordinates, Tensor frequencies)
    {
        using var scope = NewDisposeScope();
        Tensor angles = coordinates.mm(frequencies) * (2 * Math.PI);
        return cat([angles.cos(), angles.sin()], dim: 1).MoveToOuterDisposeScope();
    }
}
