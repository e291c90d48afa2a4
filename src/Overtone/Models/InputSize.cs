using System.Runtime.InteropServices;

namespace Overtone.Models;

/// <summary>
/// The size of one image as a classifier takes it, in pixels.
/// Source: the C×H×W layout of torch images.
/// </summary>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Width">Number of columns.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InputSize(int Channels, int Height, int Width)
{
    /// <summary>Reads as <c>3x32x32</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
