using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// Gaussian noise limited to a band and scaled to a norm: white noise, filtered, then each channel of each image scaled on its own (or the
/// whole image, for <see cref="NormMode.Total"/>). The white noise of an image is the same for every band.
/// Source: 1906.08988, Fig. 5; whether channels are scaled one by one is not certain there.
/// </summary>
/// <param name="Filter">The band.</param>
/// <param name="Norm">The ℓ2 norm, pixels being in [0, 1]; above 0.</param>
/// <param name="NormMode">What the norm is measured over.</param>
/// <param name="Seed">The seed of the noise.</param>
public sealed record BandLimitedNoise(BandFilter Filter, double Norm, NormMode NormMode, long Seed)
{
    /// <summary>The noise of some images.</summary>
    /// <param name="first">The number of the first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <returns>float32 [count, channels, height, width].</returns>
    public Tensor Of(int first, int count, int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor white = stack([.. Enumerable.Range(first, count).Select(image => Draw(image, channels, height, width))]);
        Tensor noise = Filter.Apply(white);
        long[] axes = NormMode == NormMode.PerChannel ? [2, 3] : [1, 2, 3];
        Tensor norms = noise.to_type(ScalarType.Float64).square().sum(axes, keepdim: true).sqrt();
        return (noise * (Norm / norms).to_type(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    private Tensor Draw(int image, int channels, int height, int width)
    {
        using Generator generator = RandomStreams.Create(Seed, "noise", image);
        return empty(channels, height, width).normal_(0, 1, generator);
    }
}
