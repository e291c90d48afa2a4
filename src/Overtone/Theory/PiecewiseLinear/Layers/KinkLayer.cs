namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>ReLU and its leaky kin: x above zero, a multiple of x below.</summary>
/// <param name="negativeSlope">The slope below zero: 0 for ReLU.</param>
internal sealed class KinkLayer(double negativeSlope) : PiecewiseLinearLayer
{
    /// <summary>The rows after the layer in a region in which no unit changes its sign.</summary>
    /// <param name="rows">The rows before it.</param>
    /// <param name="isAbove">For each unit whether it is above zero there.</param>
    public double[][] Apply(double[][] rows, bool[] isAbove) =>
        [.. rows.Select(row => row.Select((value, unit) => isAbove[unit] ? value : negativeSlope * value).ToArray())];
}
