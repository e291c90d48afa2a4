using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using ScottPlot;

namespace Overtone.Reports.Panels;

/// <summary>Straight grey lines across a panel, told apart by their dashes.</summary>
internal static class ReferenceLines
{
    private static readonly float[][] Dashes = [[6, 4], [2, 3], [10, 3, 2, 3]];

    /// <summary>The legend entries of the lines that have a label.</summary>
    public static IEnumerable<LegendEntry> Legend(IReadOnlyList<ReferenceLine> lines) => lines
        .Select((line, place) => new LegendEntry(line.Label, Theme.Reference, Dash(place), IsLine: true, IsMarker: false, IsPatch: false))
        .Where(entry => entry.Label.Length > 0);

    /// <summary>Adds the lines to a plot.</summary>
    public static void Add(Plot plot, IReadOnlyList<ReferenceLine> lines, AxisScale? x, AxisScale y)
    {
        foreach ((ReferenceLine line, int number) in lines.Select((line, number) => (line, number)))
        {
            if ((line.Vertical ? x : y) is not { } scale || !scale.Shows(line.Value))
                continue;
            double place = scale.Place(line.Value);
            ScottPlot.Plottables.AxisLine drawn = line.Vertical ? plot.Add.VerticalLine(place) : plot.Add.HorizontalLine(place);
            drawn.LineColor = Color.FromSKColor(Theme.Reference);
            drawn.LineWidth = 1.4f;
            drawn.LinePattern = new LinePattern(Dash(number), 0, "reference");
        }
    }

    private static float[] Dash(int place) => Dashes[place % Dashes.Length];
}
