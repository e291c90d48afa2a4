using Overtone.Studies.Findings;

namespace Overtone.Reports.Axes;

/// <summary>The range of an axis and how values are spread over it.</summary>
/// <param name="Low">The value at the low end; positive on a logarithmic scale.</param>
/// <param name="High">The value at the high end, above <paramref name="Low"/>.</param>
/// <param name="Logarithmic">Whether the scale is logarithmic.</param>
internal sealed record AxisScale(double Low, double High, bool Logarithmic)
{
    /// <summary>Values beyond this, and positive ones below its inverse, are not drawn: with them, ends and steps would overflow.</summary>
    public const double Largest = 1e300;

    /// <summary>Where a value lies in the plot's own, linear coordinates.</summary>
    public double Place(double value) => Logarithmic ? Math.Log10(value) : value;

    /// <summary>Where a value lies between the ends: 0 at the low end, 1 at the high end, and beyond.</summary>
    public double Fraction(double value) => (Place(value) - Place(Low)) / (Place(High) - Place(Low));

    /// <summary>Whether a value can be drawn at all.</summary>
    public bool Shows(double value) => IsDrawable(value, Logarithmic);

    /// <summary>The scale that holds the given values, or what the axis fixes instead.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values to show; those that cannot be drawn are left out.</param>
    /// <param name="margin">Empty space at an end that the axis does not fix, as a share of the range.</param>
    public static AxisScale Fit(Axis axis, IEnumerable<double> values, double margin)
    {
        bool logarithmic = axis.Logarithmic;
        double Forward(double value) => logarithmic ? Math.Log10(value) : value;
        double Back(double place) => Math.Clamp(logarithmic ? Math.Pow(10, place) : place, logarithmic ? 1 / Largest : -Largest, Largest);

        double[] shown = [.. values.Where(value => IsDrawable(value, logarithmic))];
        double? fixedLow = IsDrawable(axis.Minimum * 10, logarithmic) ? axis.Minimum : null;
        double? fixedHigh = IsDrawable(axis.Maximum * 10, logarithmic) ? axis.Maximum : null;
        double low = Forward(fixedLow ?? (shown.Length > 0 ? shown.Min() : logarithmic ? 1 : 0));
        double high = Forward(fixedHigh ?? (shown.Length > 0 ? shown.Max() : logarithmic ? 10 : 1));
        if (!(high > low))
        {
            double middle = low, half = logarithmic ? 0.5 : Math.Max(Math.Abs(middle) * 0.1, 0.5);
            (low, high) = (fixedLow is null ? middle - half : low, fixedHigh is null || fixedLow is not null ? middle + half : high);
        }

        double space = (high - low) * margin;
        double padded = fixedLow is null ? low - space : low;
        bool crossesZero = !logarithmic && low >= 0 && padded < 0;
        return new AxisScale(Back(crossesZero ? 0 : padded), Back(fixedHigh is null ? high + space : high), logarithmic);
    }

    private static bool IsDrawable(double? value, bool logarithmic) =>
        Math.Abs(value ?? double.NaN) <= Largest && (!logarithmic || value >= 1 / Largest);
}
