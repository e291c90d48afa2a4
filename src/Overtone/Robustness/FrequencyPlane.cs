namespace Overtone.Robustness;

/// <summary>
/// The cells of a heat map: the frequencies of a real image, or a central square of them. A real image holds a frequency and its
/// conjugate at once, so every pair is measured once, at its canonical member: the one with the larger vertical frequency, or at equal
/// ones with the larger horizontal one.
/// Source: 1906.08988, Fig. 3 (full plane) and Fig. 4 (central 63×63 of 224×224).
/// </summary>
public sealed class FrequencyPlane
{
    /// <summary>A plane, or a part of it.</summary>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="region">Side of the central square, in cells; null for the whole plane.</param>
    /// <param name="stride">Distance between measured frequencies; zero frequency is always among them.</param>
    /// <exception cref="ArgumentException">The region is larger than the image, or below 1; the stride is below 1.</exception>
    public FrequencyPlane(int height, int width, int? region = null, int stride = 1)
    {
        if (region is < 1 || region > Math.Min(height, width))
            throw new ArgumentException(
                $"The region is {region}×{region} frequencies; the images are {height}×{width} pixels.", nameof(region));
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (Height, Width, Stride) = (height, width, stride);
        Rows = Frequencies(region ?? height, stride);
        Columns = Frequencies(region ?? width, stride);
        Cells = [.. Rows.SelectMany(y => Columns.Select(x => new SpatialFrequency(y, x)))];
        Classes = [.. Cells.Select(Canonical).Distinct()];
    }

    /// <summary>Rows of the images.</summary>
    public int Height { get; }

    /// <summary>Columns of the images.</summary>
    public int Width { get; }

    /// <summary>Distance between measured frequencies, in cycles per image.</summary>
    public int Stride { get; }

    /// <summary>The vertical frequencies, rising: from −⌊n/2⌋ to ⌈n/2⌉ − 1 where the stride allows.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>The horizontal frequencies, rising.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Every cell, row by row.</summary>
    public IReadOnlyList<SpatialFrequency> Cells { get; }

    /// <summary>The canonical member of every conjugate pair among the cells, in the order of the cells: what has to be measured.</summary>
    public IReadOnlyList<SpatialFrequency> Classes { get; }

    /// <summary>The member of a cell's conjugate pair at which the pair is measured.</summary>
    public SpatialFrequency Canonical(SpatialFrequency cell)
    {
        cell = new SpatialFrequency(Signed(cell.Y, Height), Signed(cell.X, Width));
        var conjugate = new SpatialFrequency(Signed(-cell.Y, Height), Signed(-cell.X, Width));
        return (cell.Y, cell.X).CompareTo((conjugate.Y, conjugate.X)) >= 0 ? cell : conjugate;
    }

    /// <summary>Whether a cell is its own conjugate: zero frequency and, for even sizes, the Nyquist frequencies.</summary>
    public bool IsSelfConjugate(SpatialFrequency cell) => Signed(-cell.Y, Height) == cell.Y && Signed(-cell.X, Width) == cell.X;

    // The Nyquist frequency of an even size is −size/2 in both directions.
    private static int Signed(int frequency, int size) => frequency >= size - (size / 2) ? frequency - size : frequency;

    private static int[] Frequencies(int count, int stride) => [.. Enumerable.Range(-(count / 2), count).Where(k => k % stride == 0)];
}
