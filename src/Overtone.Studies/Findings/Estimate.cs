namespace Overtone.Studies.Findings;

/// <summary>
/// One number of a report's summary, with what it says and what can be done about it. Unlike a <see cref="Claim"/> it has no threshold;
/// a user may set one with <c>--fail-if</c>.
/// </summary>
public sealed record Estimate
{
    /// <summary>The name, in snake_case, by which <c>--fail-if</c> and <c>--json</c> know it, for example <c>clean_accuracy</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Which of several things compared it was measured of, for example a model's label, which then stands before the name with a dot
    /// between; empty where there is one thing only.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>The value; NaN when it was not measured: the statement then says why.</summary>
    public required double Value { get; init; }

    /// <summary>The lower end of its 95 % interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of its 95 % interval; null where there is none.</summary>
    public double? High { get; init; }

    /// <summary>The unit, for example <c>cycles per image</c>; empty for fractions and pure numbers.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What the number says, as one sentence in plain words, the number included.</summary>
    public required string Statement { get; init; }

    /// <summary>What a user can do about it, in one sentence; empty where there is nothing to do.</summary>
    public string Advice { get; init; } = "";

    /// <summary>
    /// How much it matters, to choose what a report says first: as a rule the share of images or predictions that it concerns, from 0 to 1.
    /// 0: it is never said first.
    /// </summary>
    public double Importance { get; init; }

    /// <summary>Whether there is a value.</summary>
    public bool IsMeasured => !double.IsNaN(Value);

    /// <summary>The median of several values with its interval, which fewer than six values don't have.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values, one a replicate.</param>
    /// <param name="statement">What the median says.</param>
    /// <param name="unit">Its unit.</param>
    public static Estimate OfMedian(string name, IReadOnlyList<double> values, Func<double, string> statement, string unit = "")
    {
        (double Median, double Low, double High)? interval = MedianInterval.Of(values);
        double median = interval?.Median ?? MedianInterval.Median(values);
        return new()
        {
            Name = name,
            Value = median,
            Low = interval?.Low,
            High = interval?.High,
            Unit = unit,
            Statement = statement(median),
        };
    }

    /// <summary>A number that was not measured.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reason">Why not, as the rest of a sentence, for example <c>no gradient: …</c>.</param>
    /// <param name="unit">Its unit.</param>
    public static Estimate NotMeasured(string name, string reason, string unit = "") =>
        new() { Name = name, Value = double.NaN, Unit = unit, Statement = $"Not measured: {reason}." };
}
