namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>
/// One step of a piecewise linear network. On a slice of the input space with p coordinates, whatever a layer reads is affine within a
/// region, so it travels as p + 1 rows: its value at the slice's origin, then its slope along each coordinate.
/// </summary>
internal abstract class PiecewiseLinearLayer;

/// <summary>A layer that is the same affine map everywhere.</summary>
internal abstract class AffineLayer : PiecewiseLinearLayer
{
    /// <summary>How many values it reads; null when it takes any number.</summary>
    public abstract int? InputCount { get; }

    /// <summary>The rows after the layer. The first one, a value, gets the bias; slopes do not.</summary>
    public double[][] Apply(double[][] rows) => [.. rows.Select((row, place) => Apply(row, hasBias: place == 0))];

    protected abstract double[] Apply(double[] row, bool hasBias);
}
