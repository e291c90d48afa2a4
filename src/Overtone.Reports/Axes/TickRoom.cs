using Overtone.Reports.Drawing;

namespace Overtone.Reports.Axes;

/// <summary>Whether tick labels leave each other room on an axis of a given length.</summary>
internal static class TickRoom
{
    /// <summary>A test for labels that stand side by side under a horizontal axis.</summary>
    /// <param name="low">The plot coordinate of the left end.</param>
    /// <param name="high">The plot coordinate of the right end.</param>
    /// <param name="length">The axis' length in pixels.</param>
    /// <param name="size">The letter size.</param>
    public static Func<IReadOnlyList<TickMark>, bool> Across(double low, double high, float length, float size)
    {
        float between = size * 1.1f;
        return ticks =>
        {
            double edge = double.NegativeInfinity;
            foreach (TickMark tick in ticks.Where(t => t.IsMajor).OrderBy(t => t.Place))
            {
                double at = (tick.Place - low) / (high - low) * length, half = Ink.Width(tick.Label, size) / 2;
                if (at - half < edge)
                    return false;
                edge = at + half + between;
            }

            return true;
        };
    }

    /// <summary>A test for labels that stand one above the other beside a vertical axis.</summary>
    /// <param name="low">The plot coordinate of the low end.</param>
    /// <param name="high">The plot coordinate of the high end.</param>
    /// <param name="length">The axis' length in pixels.</param>
    /// <param name="distance">The least distance between two labels' middles.</param>
    public static Func<IReadOnlyList<TickMark>, bool> Up(double low, double high, float length, float distance) => ticks =>
    {
        double[] places = [.. ticks.Where(t => t.IsMajor).Select(t => (t.Place - low) / (high - low) * length).Order()];
        return places.Zip(places.Skip(1)).All(pair => pair.Second - pair.First >= distance);
    };
}
