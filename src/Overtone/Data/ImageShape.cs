using System.Runtime.InteropServices;

namespace Overtone.Data;

/// <summary>The shape of one image, in pixels; an image is stored channel by channel, each channel row by row.</summary>
/// <param name="Channels">Number of channels: 1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Width">Number of columns.</param>
/// <remarks>Source: the C×H×W layout of torch images.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in one image: channels × height × width.</summary>
    /// <exception cref="OverflowException">The product exceeds 2³¹ − 1.</exception>
    public int PixelCount => checked(Channels * Height * Width);

    /// <summary>Reads as <c>3x32x32</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
