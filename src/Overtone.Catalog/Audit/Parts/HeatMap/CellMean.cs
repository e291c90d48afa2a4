using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>
/// A mean over cells of a heat map, of which some may have been measured on more images than others: what each image adds to it, so that
/// the images can be drawn anew.
/// </summary>
/// <param name="groups">Cells that were measured on as many images, the first ones: their share of all cells, and for each of these images
/// the mean over the cells.</param>
internal sealed class CellMean(params IReadOnlyList<(double Share, double[] Images)> groups)
{
    /// <summary>The same minus a number of each image.</summary>
    public CellMean Minus(double[] images) =>
        new([.. groups.Select(group => (group.Share, group.Images.Select((value, n) => value - images[n]).ToArray()))]);

    /// <summary>The mean with its 95 % interval over some images; NaN where a cell was measured on none of them.</summary>
    public ErrorInterval IntervalOver(IEnumerable<int> images) => Interval([this], images, means => means[0]);

    /// <summary>A statistic of several means over the same images, with its 95 % interval: whole images are drawn.</summary>
    public static ErrorInterval Interval(IReadOnlyList<CellMean> means, IEnumerable<int> images, Func<double[], double> statistic)
    {
        double[][] rows = [.. images.Select(image => means.SelectMany(mean => mean.Row(image)).ToArray())];
        (double value, double low, double high) = BootstrapInterval.OfMeanCurve(rows, row => statistic(Read(means, row)));
        return new ErrorInterval(value, low, high);
    }

    // For each group what the image adds to its sum, and whether it was measured.
    private int Columns => 2 * groups.Count;

    private static double[] Read(IReadOnlyList<CellMean> means, double[] row)
    {
        var values = new double[means.Count];
        int first = 0;
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = means[n].Read(row.AsSpan(first, means[n].Columns));
            first += means[n].Columns;
        }

        return values;
    }

    private IEnumerable<double> Row(int image) =>
        groups.SelectMany(group => image < group.Images.Length ? new[] { group.Images[image], 1 } : [0, 0]);

    private double Read(ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int n = 0; n < groups.Count; n++)
            sum += groups[n].Share * row[2 * n] / row[(2 * n) + 1];
        return sum;
    }
}

/// <summary>A number with its 95 % interval.</summary>
internal sealed record ErrorInterval(double Value, double Low, double High);
