using System.Runtime.InteropServices;

namespace Overtone.Robustness;

/// <summary>
/// One frequency of an image, in cycles per image.
/// Source: the definition of the two-dimensional discrete Fourier transform.
/// </summary>
/// <param name="Y">Vertical cycles per image height, signed.</param>
/// <param name="X">Horizontal cycles per image width, signed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpatialFrequency(int Y, int X)
{
    /// <summary>The distance from zero frequency, √(Y² + X²), in cycles per image.</summary>
    public double Radius => Math.Sqrt(((double)Y * Y) + ((double)X * X));

    /// <summary>Reads as <c>(−3, 5)</c>: vertical, then horizontal.</summary>
    public override string ToString() => FormattableString.Invariant($"({Y}, {X})").Replace('-', '−');
}
