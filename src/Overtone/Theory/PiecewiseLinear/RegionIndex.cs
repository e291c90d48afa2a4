namespace Overtone.Theory.PiecewiseLinear;

/// <summary>Finds the region at a point without asking all of them: the window as a chessboard of lists.</summary>
internal sealed class RegionIndex
{
    private const int Side = 64;
    private readonly List<LinearRegion>[] _squares = [.. Enumerable.Range(0, Side * Side).Select(_ => new List<LinearRegion>())];
    private readonly PlaneWindow _window;

    public RegionIndex(IReadOnlyList<LinearRegion> regions, PlaneWindow window)
    {
        _window = window;
        foreach (LinearRegion region in regions)
        {
            IReadOnlyList<PlanePoint> corners = region.Polygon.Vertices;
            for (int row = Row(corners.Min(c => c.Y)); row <= Row(corners.Max(c => c.Y)); row++)
            {
                for (int column = Column(corners.Min(c => c.X)); column <= Column(corners.Max(c => c.X)); column++)
                    _squares[(row * Side) + column].Add(region);
            }
        }
    }

    /// <summary>The region at a point; null when there is none.</summary>
    public LinearRegion? At(PlanePoint point) =>
        _squares[(Row(point.Y) * Side) + Column(point.X)].FirstOrDefault(region => region.Polygon.Contains(point));

    private int Column(double x) => Place((x - _window.LowX) / (_window.HighX - _window.LowX));

    private int Row(double y) => Place((y - _window.LowY) / (_window.HighY - _window.LowY));

    private static int Place(double share) => Math.Clamp((int)(share * Side), 0, Side - 1);
}
