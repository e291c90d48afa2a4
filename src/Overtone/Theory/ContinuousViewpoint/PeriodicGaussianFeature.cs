namespace Overtone.Theory.ContinuousViewpoint;

/// <summary>
/// The feature φ(x, w) = Σ_k exp(−(x − w − 2πk)²/h²) on the circle [0, 2π).
/// Source: 1912.12777, the numerical examples of the frequency principle.
/// </summary>
public sealed class PeriodicGaussianFeature
{
    // Beyond so many widths a Gaussian is below 10⁻⁴⁴.
    private const double Widths = 10;

    /// <summary>A feature of a width.</summary>
    /// <param name="width">h, above zero, in radians.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is not finite and above zero.</exception>
    public PeriodicGaussianFeature(double width)
    {
        if (!(width > 0) || !double.IsFinite(width))
            throw new ArgumentOutOfRangeException(nameof(width), width, "h must be finite and above zero");
        Width = width;
    }

    /// <summary>h, in radians.</summary>
    public double Width { get; }

    /// <summary>φ as a function of x − w.</summary>
    /// <param name="distance">x − w, in radians.</param>
    public double Value(double distance) => Periodised(distance, z => Math.Exp(-z * z));

    /// <summary>∂φ/∂w as a function of x − w.</summary>
    /// <param name="distance">x − w, in radians.</param>
    public double Slope(double distance) => Periodised(distance, z => 2 * z / Width * Math.Exp(-z * z));

    /// <summary>
    /// The mean of φ over the circle, h/(2√π): what a uniform density of features gives, and no movement of features changes.
    /// </summary>
    public double Mean => Width / (2 * Math.Sqrt(Math.PI));

    /// <summary>The sum over all turns of a function of the distance over h.</summary>
    internal double Periodised(double distance, Func<double, double> function, double scale = 1)
    {
        double width = Width * scale, turn = 2 * Math.PI;
        int first = (int)Math.Ceiling((-distance - (Widths * width)) / turn), last = (int)Math.Floor((-distance + (Widths * width)) / turn);
        double sum = 0;
        for (int k = first; k <= last; k++)
            sum += function((distance + (k * turn)) / Width);
        return sum;
    }
}
