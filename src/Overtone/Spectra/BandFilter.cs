using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The shapes of low- and high-pass filters in the literature.
/// Source: 1906.08988, Fig. 1 (square); 1905.13545, section 3.1 (radial).
/// </summary>
public enum BandShape
{
    /// <summary>Keeps a centred square of B×B frequencies (1906.08988).</summary>
    SquareLowPass,

    /// <summary>
    /// Keeps a square of B×B frequencies around the highest one (1906.08988, as we recall it). Not the complement of a low-pass: it removes
    /// a cross.
    /// </summary>
    SquareHighPass,

    /// <summary>Keeps a disc of radius r around zero frequency (1905.13545).</summary>
    RadialLowPass,

    /// <summary>Keeps what the disc of radius r leaves (1905.13545).</summary>
    RadialHighPass,
}

/// <summary>
/// A low- or high-pass filter of a given bandwidth.
/// Source: as <see cref="BandShape"/>.
/// </summary>
/// <param name="Shape">What is kept.</param>
/// <param name="Bandwidth">
/// In cycles per image (of the shorter side): the side B of a square, odd so that the kept frequencies are symmetric; the radius r of a
/// disc.
/// </param>
public sealed record BandFilter(BandShape Shape, int Bandwidth)
{
    /// <summary>What the filter is, as in <c>a low-pass of radius 8</c>.</summary>
    internal string Described => Shape switch
    {
        BandShape.SquareLowPass => $"a square low-pass of bandwidth {Bandwidth}",
        BandShape.SquareHighPass => $"a square high-pass of bandwidth {Bandwidth}",
        BandShape.RadialLowPass => $"a low-pass of radius {Bandwidth}",
        _ => $"a high-pass of radius {Bandwidth}",
    };

    /// <summary>What is expected instead for images of a size; null where the filter is possible.</summary>
    public string? Refusal(int height, int width)
    {
        int shorter = Math.Min(height, width), odd = shorter % 2 == 0 ? shorter - 1 : shorter;
        int farthest = (int)FrequencyGrid.Highest(height, width);
        return Shape switch
        {
            BandShape.SquareLowPass or BandShape.SquareHighPass when Bandwidth < 1 || Bandwidth > odd || Bandwidth % 2 == 0 =>
                $"an odd bandwidth from 1 to {odd}",
            BandShape.RadialLowPass or BandShape.RadialHighPass when Bandwidth < 0 || Bandwidth >= farthest =>
                $"a radius from 0 to {farthest - 1}, below the highest frequency",
            _ => null,
        };
    }

    /// <summary>1 at the frequencies that are kept, else 0: shape [height, width], float64, zero frequency first.</summary>
    public Tensor Mask(int height, int width) => Shape switch
    {
        BandShape.SquareLowPass => FrequencyMask.SquareLowPass(height, width, (Bandwidth - 1) / 2.0),
        BandShape.SquareHighPass => FrequencyMask.SquareAroundNyquist(height, width, (Bandwidth - 1) / 2.0),
        BandShape.RadialLowPass => FrequencyMask.RadialLowPass(height, width, Bandwidth),
        _ => FrequencyMask.RadialHighPass(height, width, Bandwidth),
    };

    /// <summary>The filtered images, float32; nothing is clipped, so a high-passed image has negative pixels.</summary>
    /// <param name="images">float32 [..., H, W].</param>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        Tensor mask = Mask((int)images.shape[^2], (int)images.shape[^1]).to(images.device);
        return FrequencyMask.Apply(images, mask).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
