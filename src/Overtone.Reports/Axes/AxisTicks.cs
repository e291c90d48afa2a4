namespace Overtone.Reports.Axes;

/// <summary>Ticks for a scale of either kind.</summary>
internal static class AxisTicks
{
    /// <summary>Ticks under a horizontal axis.</summary>
    public static IReadOnlyList<TickMark> Across(AxisScale scale, float length, float size, bool whole = false) =>
        Choose(scale, TickRoom.Across(scale.Place(scale.Low), scale.Place(scale.High), length, size * 1.25f), whole);

    /// <summary>Ticks beside a vertical axis: far apart, unless that would leave too few to read the scale.</summary>
    public static IReadOnlyList<TickMark> Up(AxisScale scale, float length, float size, bool whole = false)
    {
        const int Fewest = 3;
        IReadOnlyList<TickMark> calm = WithDistance(size * 3.3f);
        return calm.Count(t => t.IsMajor) >= Fewest ? calm : WithDistance(size * 1.7f);

        IReadOnlyList<TickMark> WithDistance(float distance) =>
            Choose(scale, TickRoom.Up(scale.Place(scale.Low), scale.Place(scale.High), length, distance), whole);
    }

    private static IReadOnlyList<TickMark> Choose(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits, bool whole) =>
        scale.Logarithmic ? LogTicks.Choose(scale, fits) : LinearTicks.Choose(scale, fits, whole);
}
