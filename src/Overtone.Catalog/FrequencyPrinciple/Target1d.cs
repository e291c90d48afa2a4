namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>One-dimensional targets with period 2π.</summary>
public enum Target1d
{
    /// <summary>sin x + sin 3x + sin 5x (1901.06523, Fig. 1).</summary>
    Sines,

    /// <summary>sin x + 2 sin 3x + 3 sin 5x: the amplitude grows with frequency, so "low first" is not "large first" (1807.01251's scripts).</summary>
    GrowingSines,

    /// <summary>α Round(sin(x)/α) with α = 0.5: steps, with many harmonics (1807.01251).</summary>
    Steps,
}

/// <summary>Values and derivatives of a <see cref="Target1d"/>.</summary>
internal static class Target1dFunction
{
    private const double StepHeight = 0.5;

    public static double Value(this Target1d target, double x) => target switch
    {
        Target1d.Sines => Math.Sin(x) + Math.Sin(3 * x) + Math.Sin(5 * x),
        Target1d.GrowingSines => Math.Sin(x) + (2 * Math.Sin(3 * x)) + (3 * Math.Sin(5 * x)),
        // Halves are rounded to even numbers, as the published scripts do.
        Target1d.Steps => StepHeight * Math.Round(Math.Sin(x) / StepHeight, MidpointRounding.ToEven),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "unknown target"),
    };

    /// <summary>The derivative; for steps, that of the sine they follow.</summary>
    public static double Derivative(this Target1d target, double x) => target switch
    {
        Target1d.Sines => Math.Cos(x) + (3 * Math.Cos(3 * x)) + (5 * Math.Cos(5 * x)),
        Target1d.GrowingSines => Math.Cos(x) + (6 * Math.Cos(3 * x)) + (15 * Math.Cos(5 * x)),
        _ => Math.Cos(x),
    };
}
