namespace Overtone.Reports.Axes;

/// <summary>One axis of a panel.</summary>
/// <param name="Label">The label with its unit.</param>
/// <param name="Low">The plot coordinate of the low end.</param>
/// <param name="High">The plot coordinate of the high end.</param>
/// <param name="Ticks">The ticks for an axis of so many pixels.</param>
internal sealed record AxisView(string Label, double Low, double High, Func<float, IReadOnlyList<TickMark>> Ticks)
{
    /// <summary>A horizontal axis.</summary>
    /// <param name="label">The label with its unit.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="size">The size of the tick labels.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static AxisView Across(string label, AxisScale scale, float size, bool whole = false) =>
        new(label, scale.Place(scale.Low), scale.Place(scale.High), length => AxisTicks.Across(scale, length, size, whole));

    /// <summary>A vertical axis; see <see cref="Across"/>.</summary>
    public static AxisView Up(string label, AxisScale scale, float size, bool whole = false) =>
        new(label, scale.Place(scale.Low), scale.Place(scale.High), length => AxisTicks.Up(scale, length, size, whole));

    /// <summary>Where a plot coordinate lies between the ends: 0 at the low end, 1 at the high end.</summary>
    public double Fraction(double place) => (place - Low) / (High - Low);
}
