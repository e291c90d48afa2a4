namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>A skip connection begins: what passes here is kept.</summary>
internal sealed class KeepLayer : AffineLayer
{
    public override Signal Apply(Signal signal) => signal with { Kept = signal.Kept.Push(signal.Rows) };
}

/// <summary>
/// What was kept goes on, and what came here is kept in its place: the shortcut of a skip connection has layers of its own.
/// </summary>
internal sealed class SwapLayer : AffineLayer
{
    public override Signal Apply(Signal signal) => new(signal.Kept.Peek(), signal.Kept.Pop().Push(signal.Rows));
}

/// <summary>A skip connection ends: what was kept is added.</summary>
internal sealed class AddLayer : AffineLayer
{
    /// <exception cref="ArgumentException">There are not as many values as were kept.</exception>
    public override Signal Apply(Signal signal)
    {
        double[][] kept = signal.Kept.Peek();
        if (signal.Rows[0].Length != kept[0].Length)
            throw new ArgumentException(
                $"A skip connection adds {signal.Rows[0].Length} values to {kept[0].Length}; expected equal numbers.", nameof(signal));
        return new Signal([.. signal.Rows.Zip(kept, (row, other) => row.Zip(other, (a, b) => a + b).ToArray())], signal.Kept.Pop());
    }
}
