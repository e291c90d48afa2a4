using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>Straight grey lines across a panel, told apart by their dashes.</summary>
internal static class ReferenceLines
{
    private static readonly float[][] Dashes = [[6, 4], [2, 3], [10, 3, 2, 3]];

    /// <summary>The legend entries of the lines that have a label.</summary>
    public static IEnumerable<LegendEntry> Legend(IReadOnlyList<ReferenceLine> lines) => lines
        .Select((line, place) => new LegendEntry(line.Label, Theme.Reference, Dash(place), IsLine: true, IsMarker: false, IsPatch: false))
        .Where(entry => entry.Label.Length > 0);

    /// <summary>Draws the lines across a data area.</summary>
    public static void Draw(SKCanvas canvas, SKRect data, IReadOnlyList<ReferenceLine> lines, AxisScale? x, AxisScale y)
    {
        using var paint = new SKPaint { Color = Theme.Reference, StrokeWidth = 1.4f, IsAntialias = true };
        foreach ((ReferenceLine line, int number) in lines.Select((line, number) => (line, number)))
        {
            if ((line.Vertical ? x : y) is not { } scale || !scale.Shows(line.Value) || scale.Fraction(line.Value) is < 0 or > 1)
                continue;
            float share = (float)scale.Fraction(line.Value);
            float across = data.Left + (share * data.Width), up = data.Bottom - (share * data.Height);
            (SKPoint from, SKPoint to) = line.Vertical
                ? (new SKPoint(across, data.Bottom), new SKPoint(across, data.Top))
                : (new SKPoint(data.Left, up), new SKPoint(data.Right, up));
            DashedLine.Draw(canvas, from, to, Dash(number), paint);
        }
    }

    private static float[] Dash(int place) => Dashes[place % Dashes.Length];
}
