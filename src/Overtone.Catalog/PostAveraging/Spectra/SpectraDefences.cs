using Overtone.Defenses;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>Puts defences around a network, frozen, and of comparable strength.</summary>
/// <param name="network">The network.</param>
/// <param name="directions">K of post-averaging.</param>
/// <param name="radius">R.</param>
/// <param name="seed">The seed of all draws.</param>
internal sealed class SpectraDefences(IClassifier network, int directions, double radius, long seed)
{
    private const int JpegQuality = 75;

    // In cycles per pixel.
    private const double HalfOfNyquist = 0.25;

    // So that exp(-2π²σ²f²) is √½ there.
    private static readonly double BlurDeviation = Math.Sqrt(Math.Log(2)) / (2 * Math.PI * HalfOfNyquist);

    /// <summary>Those that every image is shown to, in a fixed draw; the others are seen along lines only.</summary>
    public static IReadOnlyList<SpectraDefence> OfImages { get; } =
    [
        SpectraDefence.None, SpectraDefence.PostAveraging, SpectraDefence.Ball, SpectraDefence.Smoothing, SpectraDefence.LowPass,
        SpectraDefence.Blur, SpectraDefence.Jpeg,
    ];

    /// <summary>The points of post-averaging and of smoothing; the ball's average has one less.</summary>
    public static int Points(int directions) => (6 * directions) + 1;

    /// <summary>Directions of the ball's average, which has two points a direction.</summary>
    public static int BallDirections(int directions) => 3 * directions;

    /// <summary>
    /// σ of smoothing, so that noise is as long, in the root of the mean square, as post-averaging's points are far away.
    /// </summary>
    public static double Deviation(int directions, double radius, int pixels) =>
        Math.Sqrt(radius * radius * (1 + 4 + 9) / 9 * 2 * directions / Points(directions) / pixels);

    /// <summary>The radius of the low-pass: half of the Nyquist frequency, in cycles per image of the shorter side.</summary>
    public static int LowPassRadius(InputSize images) => (int)(HalfOfNyquist * Math.Min(images.Height, images.Width));

    /// <summary>A network with a defence around it, the caller's to dispose; a shift of one point is no defence.</summary>
    /// <param name="defence">Which.</param>
    /// <param name="average">What is averaged.</param>
    /// <param name="draw">The number of the draw.</param>
    public IClassifier Around(SpectraDefence defence, AveragedOutput average, int draw = 0)
    {
        // A seed of its own for each draw.
        long drawn = (long)(RandomStreams.SeedOf(seed, "defence draw", draw) >> 1);
        Defense around = defence switch
        {
            SpectraDefence.PostAveraging or SpectraDefence.PostAveragingDraws =>
                Defenses.PostAveraging.Of(directions, radius) with { Average = average, IsFrozen = true, Seed = drawn },
            SpectraDefence.Ball or SpectraDefence.BallDraws => new BallAveraging
            {
                Directions = BallDirections(directions),
                Radius = radius,
                Average = average,
                IsFrozen = true,
                Seed = drawn,
            },
            SpectraDefence.Smoothing => new RandomizedSmoothing
            {
                Deviation = Deviation(directions, radius, Pixels),
                Samples = Points(directions),
                Average = average,
                IsFrozen = true,
                Seed = drawn,
            },
            SpectraDefence.LowPass => new FilteredInput { Filter = new BandFilter(BandShape.RadialLowPass, LowPassRadius(Size)) },
            SpectraDefence.Blur => new BlurredInput { Deviation = BlurDeviation },
            SpectraDefence.Jpeg => new JpegInput { Quality = JpegQuality },
            _ => throw new ArgumentOutOfRangeException(nameof(defence), defence, null),
        };
        return around.Protect(network);
    }

    /// <summary>
    /// What the input filters leave of a wave of the image, as a factor by its vertical and horizontal frequency in cycles per image; null
    /// for what filters no image.
    /// </summary>
    /// <param name="defence">Which.</param>
    /// <param name="images">The size of the images.</param>
    public static Func<int, int, double>? ImageResponse(SpectraDefence defence, InputSize images)
    {
        if (defence == SpectraDefence.Blur)
        {
            var blur = new BlurredInput { Deviation = BlurDeviation };
            return (y, x) => blur.Response((double)y / images.Height) * blur.Response((double)x / images.Width);
        }

        if (defence != SpectraDefence.LowPass)
            return null;
        using Tensor mask = new BandFilter(BandShape.RadialLowPass, LowPassRadius(images)).Mask(images.Height, images.Width);
        double[] kept = [.. mask.data<double>()];
        return (y, x) => kept[((y + images.Height) % images.Height * images.Width) + ((x + images.Width) % images.Width)];
    }

    /// <summary>A random shift of length R, [pixels], float32.</summary>
    /// <param name="draw">The number of the draw.</param>
    public Tensor Shift(int draw)
    {
        using var scope = NewDisposeScope();
        Tensor way = RandomStreams.Normal(seed, "one point", draw, 1, Pixels)[0];
        return (way * (radius / way.norm())).MoveToOuterDisposeScope();
    }

    private InputSize Size => network.InputSize;

    private int Pixels => Size.Channels * Size.Height * Size.Width;
}
