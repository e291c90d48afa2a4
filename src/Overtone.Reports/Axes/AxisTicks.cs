namespace Overtone.Reports.Axes;

/// <summary>Ticks for a scale of either kind.</summary>
internal static class AxisTicks
{
    /// <summary>Ticks under a horizontal axis.</summary>
    public static IReadOnlyList<TickMark> Across(AxisScale scale, float length, float size, bool whole = false) =>
        Choose(scale, TickRoom.Across(scale.Place(scale.Low), scale.Place(scale.High), length, size * 1.25f), whole);

    /// <summary>Ticks beside a vertical axis.</summary>
    public static IReadOnlyList<TickMark> Up(AxisScale scale, float length, float size, bool whole = false) =>
        Choose(scale, TickRoom.Up(scale.Place(scale.Low), scale.Place(scale.High), length, size * 3), whole);

    private static IReadOnlyList<TickMark> Choose(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits, bool whole) =>
        scale.Logarithmic ? LogTicks.Choose(scale, fits) : LinearTicks.Choose(scale, fits, whole);
}
