namespace Overtone.Studies.Findings;

/// <summary>
/// A figure as a description: which columns of which tables are drawn, and how. A study never calls a plotting library; one renderer
/// makes the pictures.
/// </summary>
public sealed record Figure
{
    /// <summary>A short name, in kebab-case, unique within its study; also the picture's file name.</summary>
    public required string Id { get; init; }

    /// <summary>The title above the picture.</summary>
    public required string Title { get; init; }

    /// <summary>The caption below it: what is shown, and every convention needed to read it.</summary>
    public required string Caption { get; init; }

    /// <summary>The panels, drawn side by side and wrapped into rows.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>How many panels stand in one row.</summary>
    public int PanelsPerRow { get; init; } = 2;
}

/// <summary>One set of axes of a <see cref="Figure"/>.</summary>
public abstract record Panel
{
    /// <summary>The title above the panel; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the table that is drawn.</summary>
    public required string Table { get; init; }

    /// <summary>Only rows that fulfil all of these are drawn.</summary>
    public IReadOnlyList<Where> Where { get; init; } = [];
}

/// <summary>Keeps the rows in which a column has a value, compared as text.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Value">The value, spelled as in a CSV file.</param>
public sealed record Where(string Column, string Value);

/// <summary>An axis: the column it shows and how.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Label">The label with its unit.</param>
/// <param name="Logarithmic">Whether the scale is logarithmic (base 10); values of zero or less are then not drawn.</param>
/// <param name="Minimum">The lowest value shown; null for the data's.</param>
/// <param name="Maximum">The highest value shown; null for the data's.</param>
public sealed record Axis(string Column, string Label, bool Logarithmic = false, double? Minimum = null, double? Maximum = null);

/// <summary>How a series is drawn.</summary>
public enum SeriesStyle
{
    /// <summary>Lines through the points in order of x.</summary>
    Lines,

    /// <summary>Points only.</summary>
    Points,

    /// <summary>Lines and points.</summary>
    LinesAndPoints,
}

/// <summary>A straight line across a panel.</summary>
/// <param name="Value">Where it crosses its axis.</param>
/// <param name="Label">What it marks; empty for no entry in the legend.</param>
/// <param name="Vertical">Whether it stands at an x value instead of lying at a y value.</param>
public sealed record ReferenceLine(double Value, string Label, bool Vertical = false);

/// <summary>A sloped line across a panel, in the colour of one of its series.</summary>
/// <param name="Series">The series' value.</param>
/// <param name="Slope">The slope.</param>
/// <param name="Intercept">The value at x = 0.</param>
public sealed record SlopedLine(string Series, double Slope, double Intercept);

/// <summary>y against x, one line (or set of points) for each value of a grouping column.</summary>
public sealed record SeriesPanel : Panel
{
    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The column whose values separate the series; null for one series.</summary>
    public string? Series { get; init; }

    /// <summary>A title for the legend; empty for none.</summary>
    public string SeriesLabel { get; init; } = "";

    /// <summary>The column that counts replicates: the line is their mean, a band shows their range. Null when there are none.</summary>
    public string? Replicate { get; init; }

    /// <summary>How the series are drawn.</summary>
    public SeriesStyle Style { get; init; } = SeriesStyle.Lines;

    /// <summary>Series that are drawn as points whatever the others are, for example samples beside the functions fitted to them.</summary>
    public IReadOnlyList<string> PointSeries { get; init; } = [];

    /// <summary>Straight lines for orientation.</summary>
    public IReadOnlyList<ReferenceLine> ReferenceLines { get; init; } = [];

    /// <summary>Lines fitted to series; on linear axes.</summary>
    public IReadOnlyList<SlopedLine> SlopedLines { get; init; } = [];
}

/// <summary>A value as colour over two axes. Several rows with the same x and y (replicates) are averaged.</summary>
public sealed record HeatMapPanel : Panel
{
    /// <summary>The horizontal axis. Cells stand side by side in order of its values and are labelled with them.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis, upwards.</summary>
    public required Axis Y { get; init; }

    /// <summary>The column shown as colour; its range is the axis' minimum and maximum, beyond which colours saturate.</summary>
    public required Axis Value { get; init; }

    /// <summary>
    /// Whether low values take the warm end of the colour scale. The literature shows small errors as red.
    /// </summary>
    public bool LowIsWarm { get; init; }

    /// <summary>Values marked on the key to the colours; what they are stands in the caption.</summary>
    public IReadOnlyList<ReferenceLine> ReferenceLines { get; init; } = [];
}

/// <summary>
/// Polygons filled with the colour of a value, from rows of (polygon, x, y, value): one row a corner, in order around the polygon.
/// </summary>
public sealed record PolygonPanel : Panel
{
    /// <summary>The column of numbers that tells the polygons apart.</summary>
    public required string Polygon { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>
    /// The column shown as colour, that of a polygon's first corner; beyond the axis' minimum and maximum colours saturate.
    /// </summary>
    public required Axis Value { get; init; }
}

/// <summary>Bars: a value for each category, grouped by series; replicates give the mean with their range.</summary>
public sealed record BarPanel : Panel
{
    /// <summary>The column that names the bars.</summary>
    public required string Category { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The column whose values stand side by side within a category; null for one bar each.</summary>
    public string? Series { get; init; }

    /// <summary>Straight lines for orientation.</summary>
    public IReadOnlyList<ReferenceLine> ReferenceLines { get; init; } = [];
}

/// <summary>Small images, grey or in colour, from rows of (image, row, column, value).</summary>
public sealed record ImagePanel : Panel
{
    /// <summary>The column that tells the images apart and names them.</summary>
    public required string Image { get; init; }

    /// <summary>The column with the pixel's row, from 0 at the top.</summary>
    public required string PixelRow { get; init; }

    /// <summary>The column with the pixel's column, from 0 at the left.</summary>
    public required string PixelColumn { get; init; }

    /// <summary>
    /// The column shown as brightness, of images in colour their red part; its range is the axis' minimum and maximum, beyond which pixels
    /// are black or white.
    /// </summary>
    public required Axis Value { get; init; }

    /// <summary>Where the other parts of images in colour are; null for grey images.</summary>
    public GreenAndBlue? Colour { get; init; }

    /// <summary>
    /// The column whose values make a table's rows of the images, named at their left; the images' names stand above its columns. Null:
    /// images follow each other in as many rows as they need, each above its name, with the key to the grey below.
    /// </summary>
    public string? GridRow { get; init; }

    /// <summary>The column with a few words for below each image of such a table; null for none.</summary>
    public string? Note { get; init; }
}

/// <summary>The columns that make images colourful beside the red one, on its range.</summary>
/// <param name="Green">The green part.</param>
/// <param name="Blue">The blue part.</param>
public sealed record GreenAndBlue(string Green, string Blue);
