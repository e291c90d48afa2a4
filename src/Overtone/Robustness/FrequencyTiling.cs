namespace Overtone.Robustness;

/// <summary>
/// The cells of a heat map in squares of neighbours, each of which is one number: the error averaged over it. A square and its mirror
/// image through zero frequency hold the same pairs of conjugates and are one neighbourhood. Zero frequency is one of its own, since it
/// shifts brightness and is no wave. Squares of an odd side lie around zero and its multiples; those of an even side leave the middle row
/// to itself. At edges they are smaller.
/// Source: Overtone's own.
/// </summary>
public sealed class FrequencyTiling
{
    private readonly Dictionary<SpatialFrequency, FrequencyNeighbourhood> _of = [];

    /// <summary>The neighbourhoods of a plane.</summary>
    /// <param name="plane">The cells.</param>
    /// <param name="side">Cells in a square's row; 1 leaves every pair of conjugates by itself.</param>
    public FrequencyTiling(FrequencyPlane plane, int side)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        (Plane, Side) = (plane, side);
        Dictionary<SpatialFrequency, int> counts = plane.Cells.CountBy(plane.Canonical).ToDictionary();
        var squares = plane.Classes.GroupBy(SquareOf);
        Neighbourhoods = [.. squares.Select(square => Neighbourhood(square.Key, [.. square], counts))];
        foreach (FrequencyNeighbourhood neighbourhood in Neighbourhoods)
        {
            foreach (SpatialFrequency member in neighbourhood.Members)
                _of[member] = neighbourhood;
        }
    }

    /// <summary>The cells.</summary>
    public FrequencyPlane Plane { get; }

    /// <summary>Cells in a square's row.</summary>
    public int Side { get; }

    /// <summary>Every neighbourhood, in the order of the plane's classes.</summary>
    public IReadOnlyList<FrequencyNeighbourhood> Neighbourhoods { get; }

    /// <summary>The neighbourhood of a cell of the plane.</summary>
    /// <param name="cell">The cell; its conjugate lies in the same one.</param>
    public FrequencyNeighbourhood Of(SpatialFrequency cell) => _of[Plane.Canonical(cell)];

    private FrequencyNeighbourhood Neighbourhood(
        (bool IsZero, int Y, int X) square, SpatialFrequency[] members, Dictionary<SpatialFrequency, int> counts)
    {
        double offset = Side % 2 == 0 ? (Side - 1) / 2.0 : 0;
        (double middleY, double middleX) = ((square.Y * Side) - offset, (square.X * Side) - offset);
        SpatialFrequency middle = members.MinBy(cell =>
            Square(Step(cell.Y, Plane.Height) - middleY) + Square(Step(cell.X, Plane.Width) - middleX));
        int unit = members.Min(cell => counts[cell]);
        bool isEven = members.All(cell => counts[cell] % unit == 0);
        return new FrequencyNeighbourhood(
            middle, [.. members.SelectMany(cell => Enumerable.Repeat(cell, isEven ? counts[cell] / unit : counts[cell]))]);
    }

    private (bool IsZero, int Y, int X) SquareOf(SpatialFrequency cell)
    {
        if (cell.Y == 0 && cell.X == 0)
            return (true, 0, 0);
        (int y, int x) = (Number(Step(cell.Y, Plane.Height)), Number(Step(cell.X, Plane.Width)));
        // The squares around the middle row are their own mirror images.
        return (false, y, y == 0 && Side % 2 == 1 ? Math.Abs(x) : x);
    }

    // The Nyquist frequency of an even side lies beyond the positive ones as well as the negative ones.
    private int Step(int frequency, int size) => (2 * frequency == -size ? -frequency : frequency) / Plane.Stride;

    private int Number(int step)
    {
        int beyond = Side % 2 == 0 ? step : step - ((Side - 1) / 2);
        return (int)Math.Ceiling((double)beyond / Side);
    }

    private static double Square(double value) => value * value;
}
