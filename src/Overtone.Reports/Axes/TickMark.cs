namespace Overtone.Reports.Axes;

/// <summary>A tick on an axis.</summary>
/// <param name="Place">Where it stands, in the plot's own, linear coordinates.</param>
/// <param name="Label">What it says; empty for a minor tick.</param>
internal readonly record struct TickMark(double Place, string Label)
{
    /// <summary>Whether the tick has a label.</summary>
    public bool IsMajor => Label.Length > 0;
}
