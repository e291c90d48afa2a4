using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>A panel that shows a value as colour, with the key right of it.</summary>
/// <param name="panel">What to draw.</param>
/// <param name="sizes">Letter sizes.</param>
internal abstract class ColouredDrawing(Panel panel, TextSizes sizes) : PanelDrawing(panel, sizes)
{
    /// <summary>The greatest height of a square data area.</summary>
    protected const float TallestSquare = 440;

    /// <summary>The key to the colours.</summary>
    public abstract ColourBar Bar { get; }

    /// <summary>Whether the figure draws the key, once for all its panels.</summary>
    public bool SharesBar { get; set; }

    /// <inheritdoc/>
    public override float Right(float height) => SharesBar ? 8 : Bar.Space(height) + 2;

    /// <summary>The largest square in the middle of the data area, on whole pixels.</summary>
    internal static SKRect Square(SKRect data)
    {
        float side = MathF.Floor(Math.Min(data.Width, data.Height));
        float left = MathF.Floor(data.MidX - (side / 2)), top = MathF.Floor(data.MidY - (side / 2));
        return new SKRect(left, top, left + side, top + side);
    }
}
