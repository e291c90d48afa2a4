using System.Globalization;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// Which frequencies count as high. Published fractions differ by the mask alone, so a mask is printed with every number.
/// Source: 1906.08988 (a high-pass of bandwidth 27 at 32 pixels, as we recall it); the two others are usual readings of "high-pass".
/// </summary>
public enum HighFrequencyMask
{
    /// <summary>
    /// A square around the Nyquist frequency, 27×27 at 32 pixels: leaves out a cross of low frequencies in either direction.
    /// </summary>
    NyquistSquare,

    /// <summary>All but a square around zero frequency, 5×5 at 32 pixels.</summary>
    OutsideSquare,

    /// <summary>All frequencies farther from zero than a quarter of the shorter side: r &gt; 8 at 32 pixels.</summary>
    OutsideDisc,
}

/// <summary>
/// The masks themselves, scaled from 32 pixels to other sizes.
/// Source: as <see cref="HighFrequencyMask"/>.
/// </summary>
public static class HighFrequencyMasks
{
    private const double PublishedSize = 32;

    /// <summary>1 at high frequencies, else 0: shape [height, width], float64, zero frequency first.</summary>
    /// <param name="mask">Which definition.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    public static Tensor Of(HighFrequencyMask mask, int height, int width) => mask switch
    {
        HighFrequencyMask.NyquistSquare => FrequencyMask.SquareAroundNyquist(height, width, (Side(27, height, width) - 1) / 2.0),
        HighFrequencyMask.OutsideSquare => FrequencyMask.SquareHighPass(height, width, (Side(5, height, width) - 1) / 2.0),
        _ => FrequencyMask.RadialHighPass(height, width, Radius(height, width)),
    };

    /// <summary>How the mask is written beside a number, for example <c>27×27 around Nyquist</c>.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static string Label(HighFrequencyMask mask, int height, int width)
    {
        string Square(int published) =>
            string.Create(CultureInfo.InvariantCulture, $"{Side(published, height, width)}×{Side(published, height, width)}");
        return mask switch
        {
            HighFrequencyMask.NyquistSquare => $"{Square(27)} around Nyquist",
            HighFrequencyMask.OutsideSquare => $"all but {Square(5)} around zero",
            _ => string.Create(CultureInfo.InvariantCulture, $"r > {Radius(height, width):0.##}"),
        };
    }

    // Odd, so that the square is symmetric.
    private static int Side(int published, int height, int width) =>
        (2 * (int)Math.Round(((published * Math.Min(height, width) / PublishedSize) - 1) / 2)) + 1;

    private static double Radius(int height, int width) => Math.Min(height, width) / 4.0;
}
