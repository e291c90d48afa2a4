using System.Globalization;
using Overtone.Catalog.Audit;
using Overtone.Spectra;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Reads bands as they stand on the command line, for example <c>low-pass=4</c>.</summary>
internal static class BandText
{
    private const string Option = "--band";

    private static readonly Dictionary<string, BandShape> Shapes = new(StringComparer.Ordinal)
    {
        ["low-pass"] = BandShape.RadialLowPass,
        ["high-pass"] = BandShape.RadialHighPass,
        ["square-low-pass"] = BandShape.SquareLowPass,
        ["square-high-pass"] = BandShape.SquareHighPass,
    };

    /// <summary>The band; null where none is given.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The sizes of the images; null as long as they are not known.</param>
    /// <exception cref="InvalidOptionException">It is no band, or none of images of this size.</exception>
    public static BandFilter? Read(string text, ModelSize? size)
    {
        if (text.Length == 0)
            return null;
        if (text.Split('=') is not [var name, var number] || !Shapes.TryGetValue(name, out BandShape shape)
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int bandwidth))
        {
            throw new InvalidOptionException(
                Option, $"'{text}'", $"{string.Join(", ", Shapes.Keys.Select(known => $"{known}=NUMBER"))}, in cycles per image");
        }

        var band = new BandFilter(shape, bandwidth);
        return size is null || band.Refusal(size.Height, size.Width) is not { } expected
            ? band
            : throw new InvalidOptionException(
                Option, $"'{text}' for images of {size.Height}×{size.Width} pixels", $"{name} with {expected}");
    }
}
