using Overtone.Reports.Axes;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// From numbers to colours: from blue over pale yellow to red, the scheme "sunset" of P. Tol (Colour schemes, SRON technical note 2021),
/// made for colour-blind readers. The end colours also stand for everything beyond the Range.
/// </summary>
/// <param name="Range">The range of values over which the colours run.</param>
/// <param name="LowIsWarm">Whether low values take the red end.</param>
internal sealed record ColourScale(AxisScale Range, bool LowIsWarm)
{
    private static readonly uint[] Sunset =
    [
        0x364B9A, 0x4A7BB7, 0x6EA6CD, 0x98CAE1, 0xC2E4EF, 0xEAECCC, 0xFEDA8B, 0xFDB366, 0xF67E4B, 0xDD3D2D, 0xA50026,
    ];

    /// <summary>The colour of a value; null where it has none (NaN, or not positive on a logarithmic scale).</summary>
    public SKColor? Of(double value) => Range.Shows(value) || double.IsInfinity(value) ? At(Range.Fraction(value)) : null;

    /// <summary>The colour at a place between 0 (the range's low end) and 1.</summary>
    public SKColor At(double place)
    {
        double clamped = Math.Clamp(place, 0, 1);
        double along = (LowIsWarm ? 1 - clamped : clamped) * (Sunset.Length - 1);
        int below = Math.Min((int)along, Sunset.Length - 2);
        return Mix(Sunset[below], Sunset[below + 1], along - below);
    }

    private static SKColor Mix(uint from, uint to, double share)
    {
        byte Channel(int shift) => (byte)Math.Round(((from >> shift) & 0xFF) * (1 - share) + ((to >> shift) & 0xFF) * share);
        return new SKColor(Channel(16), Channel(8), Channel(0));
    }
}
