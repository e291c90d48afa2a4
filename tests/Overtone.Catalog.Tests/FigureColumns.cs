using Overtone.Studies.Findings;

namespace Overtone.Catalog.Tests;

/// <summary>Which columns a panel needs.</summary>
internal static class FigureColumns
{
    /// <summary>The axes, whose columns must hold numbers.</summary>
    internal static IReadOnlyList<Axis> AxesOf(Panel panel) => panel switch
    {
        SeriesPanel series => [series.X, series.Y],
        HeatMapPanel map => [map.X, map.Y, map.Value],
        PolygonPanel polygons => [polygons.X, polygons.Y, polygons.Value],
        BarPanel bars => [bars.Y],
        ImagePanel { Colour: { } colour } images =>
        [
            images.Value,
            images.Value with
            {
                Column = colour.Green,
            },
            images.Value with
            {
                Column = colour.Blue,
            },
        ],
        ImagePanel images => [images.Value],
        _ => throw new ArgumentException($"unknown panel {panel.GetType().Name}", nameof(panel)),
    };

    /// <summary>All other columns.</summary>
    internal static IReadOnlyList<string> GroupsOf(Panel panel)
    {
        string?[] named = panel switch
        {
            SeriesPanel series => [series.Series, series.Replicate],
            PolygonPanel polygons => [polygons.Polygon],
            BarPanel bars => [bars.Category, bars.Series],
            ImagePanel images => [images.Image, images.PixelRow, images.PixelColumn, images.GridRow, images.Note],
            _ => [],
        };
        return [.. named.OfType<string>(), .. panel.Where.Select(where => where.Column)];
    }
}
