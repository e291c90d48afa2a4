using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>The look that all pictures share: quiet greys for everything that is not data.</summary>
internal static class Theme
{
    /// <summary>The width of every figure in logical pixels: it is read at about this width on a screen and on a printed page.</summary>
    public const float FigureWidth = 900;

    /// <summary>Device pixels per logical pixel in a PNG, for crisp letters on dense screens and in print.</summary>
    public const int PngScale = 2;

    /// <summary>Empty space around a figure.</summary>
    public const float Margin = 16;

    /// <summary>Empty space between panels.</summary>
    public const float Gap = 26;

    public static SKColor Background => SKColors.White;

    public static SKColor Text => new(0x1F, 0x29, 0x33);

    public static SKColor QuietText => new(0x52, 0x60, 0x6D);

    public static SKColor AxisLine => new(0x7B, 0x87, 0x94);

    public static SKColor Grid => new(0xE8, 0xEB, 0xEF);

    public static SKColor Reference => new(0x52, 0x60, 0x6D);

    public static SKColor NoValue => new(0xE4, 0xE7, 0xEB);

    public static SKColor NoValueStripe => new(0xB8, 0xC0, 0xC9);

    /// <summary>Letter sizes, a little smaller where three or more panels share a row.</summary>
    public static TextSizes Sizes(int columns) => columns >= 3
        ? new TextSizes(Figure: 16, Title: 12.5f, Label: 11.5f, Tick: 10.5f, Legend: 11.5f)
        : new TextSizes(Figure: 17, Title: 14, Label: 13, Tick: 12, Legend: 12.5f);

    /// <summary>The height of a panel's data area.</summary>
    public static float DataHeight(int columns) => columns switch { 1 => 370, 2 => 262, 3 => 200, _ => 160 };
}

/// <summary>Letter sizes in logical pixels.</summary>
/// <param name="Figure">The figure's title.</param>
/// <param name="Title">A panel's title.</param>
/// <param name="Label">An axis label.</param>
/// <param name="Tick">A tick label.</param>
/// <param name="Legend">A legend entry.</param>
internal sealed record TextSizes(float Figure, float Title, float Label, float Tick, float Legend);
