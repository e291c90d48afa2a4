using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>One small picture.</summary>
/// <param name="Name">The place of its name.</param>
/// <param name="GridRow">The place of its row in a table of pictures.</param>
/// <param name="Note">A few words for below it.</param>
/// <param name="Planes">
/// One plane of values for grey, three for red, green and blue, each at [row from the top, column from the left]; NaN where there is none.
/// </param>
internal sealed record SmallImage(int Name, int GridRow, string Note, IReadOnlyList<double[,]> Planes)
{
    /// <summary>Pixels from top to bottom.</summary>
    public int Rows => Planes[0].GetLength(0);

    /// <summary>Pixels from left to right.</summary>
    public int Columns => Planes[0].GetLength(1);
}

/// <summary>What an <see cref="ImagePanel"/> draws.</summary>
/// <param name="Names">The names of the pictures.</param>
/// <param name="GridRows">The names of the rows.</param>
/// <param name="Images">The pictures, row by row in the order of their names.</param>
internal sealed record ImageData(IReadOnlyList<string> Names, IReadOnlyList<string> GridRows, IReadOnlyList<SmallImage> Images)
{
    /// <summary>The longest side that is drawn: beyond it a column is no pixel place but something else.</summary>
    private const int LongestSide = 4096;

    /// <summary>Every value of every picture.</summary>
    public IEnumerable<double> Values => Images.SelectMany(image => image.Planes).SelectMany(plane => plane.Cast<double>());

    /// <summary>Reads the panel's rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers, or a pixel's place is
    /// negative.</exception>
    public static ImageData Of(ImagePanel panel, PanelRows rows)
    {
        Groups names = rows.GroupBy(panel.Image), grid = rows.GroupBy(panel.GridRow), notes = rows.GroupBy(panel.Note);
        IReadOnlyList<double> row = rows.Numbers(panel.PixelRow), column = rows.Numbers(panel.PixelColumn);
        string[] columns = [panel.Value.Column, .. panel.Colour is { } colour ? (string[])[colour.Green, colour.Blue] : []];
        IReadOnlyList<double>[] parts = Array.ConvertAll(columns, rows.Numbers);
        foreach (double place in row.Concat(column).Where(place => !(place >= 0 && place < LongestSide)))
            throw new ArgumentException($"A pixel of the images in table '{panel.Table}' has the position {place}; expected 0 to "
                + $"{LongestSide - 1}.");

        var images = Enumerable.Range(0, rows.Count)
            .GroupBy(place => (Row: grid.OfRow[place], Name: names.OfRow[place]))
            .OrderBy(image => image.Key);
        return new ImageData(names.Labels, grid.Labels, [.. images.Select(image => Read(image.Key.Name, image.Key.Row, [.. image]))]);

        SmallImage Read(int name, int gridRow, int[] own)
        {
            (int height, int width) = ((int)own.Max(place => row[place]) + 1, (int)own.Max(place => column[place]) + 1);
            string note = notes.Labels[notes.OfRow[own[0]]];
            return new SmallImage(name, gridRow, note, [.. parts.Select(values => Plane(values, own, height, width))]);
        }

        double[,] Plane(IReadOnlyList<double> values, int[] own, int height, int width)
        {
            var pixels = new double[height, width];
            for (int pixel = 0; pixel < pixels.Length; pixel++)
                pixels[pixel / width, pixel % width] = double.NaN;
            foreach (int place in own)
                pixels[(int)row[place], (int)column[place]] = values[place];
            return pixels;
        }
    }
}
