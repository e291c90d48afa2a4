namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>A factor and a shift for each value: batch normalisation in evaluation mode.</summary>
/// <param name="factors">The factors.</param>
/// <param name="shifts">The shifts.</param>
internal sealed class ScaleLayer(double[] factors, double[] shifts) : WeightedLayer
{
    public override int? InputCount => factors.Length;

    protected override double[] Apply(double[] row, bool hasBias) =>
        [.. row.Select((value, index) => (factors[index] * value) + (hasBias ? shifts[index] : 0))];
}
