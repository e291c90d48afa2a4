using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>Colours that run through stops at even distances.</summary>
/// <param name="stops">The stops as 0xRRGGBB; two or more.</param>
internal sealed class ColourRamp(params uint[] stops)
{
    /// <summary>
    /// From blue over pale yellow to red: "sunset" of P. Tol (Colour schemes, SRON technical note 2021), made for colour-blind readers.
    /// </summary>
    public static ColourRamp Sunset { get; } = new(
        0x364B9A, 0x4A7BB7, 0x6EA6CD, 0x98CAE1, 0xC2E4EF, 0xEAECCC, 0xFEDA8B, 0xFDB366, 0xF67E4B, 0xDD3D2D, 0xA50026);

    /// <summary>
    /// From dark violet over green to yellow, ever lighter: every 15th colour of "viridis" by S. van der Walt and N. Smith (2015, CC0).
    /// </summary>
    public static ColourRamp Viridis { get; } = new(
        0x440154, 0x471669, 0x472A79, 0x433C84, 0x3C4D8A, 0x355D8C, 0x2E6C8E, 0x287A8E, 0x23898D,
        0x1E978A, 0x20A585, 0x2EB27C, 0x45BF6F, 0x64CB5D, 0x88D547, 0xAFDC2E, 0xD7E219, 0xFDE724);

    /// <summary>The colour at a place between 0 (the first stop) and 1 (the last).</summary>
    public SKColor At(double place)
    {
        double along = place * (stops.Length - 1);
        int below = Math.Min((int)along, stops.Length - 2);
        return Mix(stops[below], stops[below + 1], along - below);
    }

    private static SKColor Mix(uint from, uint to, double share)
    {
        byte Channel(int shift) => (byte)Math.Round(((from >> shift) & 0xFF) * (1 - share) + ((to >> shift) & 0xFF) * share);
        return new SKColor(Channel(16), Channel(8), Channel(0));
    }
}
