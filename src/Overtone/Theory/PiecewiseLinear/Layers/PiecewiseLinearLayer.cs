using System.Collections.Immutable;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>One step of a piecewise linear network.</summary>
internal abstract class PiecewiseLinearLayer;

/// <summary>
/// What travels through a network. On a slice of the input space with p coordinates, whatever a layer reads is affine within a region, so
/// it travels as p + 1 rows: its value at the slice's origin, then its slope along each coordinate.
/// </summary>
/// <param name="Rows">What the next layer reads.</param>
/// <param name="Kept">What skip connections carry past the layers at hand, the innermost on top.</param>
internal sealed record Signal(double[][] Rows, ImmutableStack<double[][]> Kept)
{
    /// <summary>The signal that a network begins with.</summary>
    public Signal(double[][] rows)
        : this(rows, ImmutableStack<double[][]>.Empty)
    {
    }
}
