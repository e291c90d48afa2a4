namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>A layer that is the same affine map everywhere.</summary>
internal abstract class AffineLayer : PiecewiseLinearLayer
{
    /// <summary>How many values it reads; null when it takes any number.</summary>
    public virtual int? InputCount => null;

    /// <summary>The signal after the layer.</summary>
    public abstract Signal Apply(Signal signal);
}

/// <summary>An affine layer of one input.</summary>
internal abstract class WeightedLayer : AffineLayer
{
    /// <inheritdoc/>
    public override Signal Apply(Signal signal) =>
        signal with { Rows = [.. signal.Rows.Select((row, index) => Apply(row, hasBias: index == 0))] };

    /// <summary>One row after the layer. The first one, a value, gets the bias; slopes do not.</summary>
    protected abstract double[] Apply(double[] row, bool hasBias);
}
