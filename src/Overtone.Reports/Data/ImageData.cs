using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>One small picture.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Pixels">The values at [row from the top, column from the left]; NaN where there is none.</param>
internal sealed record SmallImage(string Label, double[,] Pixels);

/// <summary>What an <see cref="ImagePanel"/> draws.</summary>
/// <param name="Images">The pictures, in order.</param>
internal sealed record ImageData(IReadOnlyList<SmallImage> Images)
{
    /// <summary>The longest side that is drawn: beyond it a column is no pixel place but something else.</summary>
    private const int LongestSide = 4096;

    /// <summary>Reads the panel's rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers, or a pixel's place is negative.</exception>
    public static ImageData Of(ImagePanel panel, PanelRows rows)
    {
        Groups images = rows.GroupBy(panel.Image);
        IReadOnlyList<double> row = rows.Numbers(panel.PixelRow), column = rows.Numbers(panel.PixelColumn), values = rows.Numbers(panel.Value.Column);
        foreach (double place in row.Concat(column).Where(place => !(place >= 0 && place < LongestSide)))
            throw new ArgumentException($"A pixel of the images in table '{panel.Table}' has the place {place}; expected 0 to {LongestSide - 1}.");

        ILookup<int, int> places = Enumerable.Range(0, rows.Count).ToLookup(place => images.OfRow[place]);
        return new ImageData([.. images.Labels.Select((label, image) => new SmallImage(label, Pixels([.. places[image]])))]);

        double[,] Pixels(int[] own)
        {
            var pixels = new double[(int)own.Max(place => row[place]) + 1, (int)own.Max(place => column[place]) + 1];
            for (int pixel = 0; pixel < pixels.Length; pixel++)
                pixels[pixel / pixels.GetLength(1), pixel % pixels.GetLength(1)] = double.NaN;
            foreach (int place in own)
                pixels[(int)row[place], (int)column[place]] = values[place];
            return pixels;
        }
    }
}
