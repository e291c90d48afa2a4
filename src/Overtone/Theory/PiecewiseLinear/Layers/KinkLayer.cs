namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>ReLU and its leaky kin: x above zero, a multiple of x below. The second candidate is the one above.</summary>
/// <param name="negativeSlope">The slope below zero: 0 for ReLU.</param>
internal sealed class KinkLayer(double negativeSlope) : BranchingLayer
{
    public override int UnitCount(int inputs) => inputs;

    public override int CandidateCount(int unit) => 2;

    public override double Lead(double[] row, int unit, int candidate, int other) => candidate > other ? row[unit] : -row[unit];

    public override double[][] Apply(double[][] rows, int[] choices) =>
        [.. rows.Select(row => row.Select((value, unit) => choices[unit] == 1 ? value : negativeSlope * value).ToArray())];
}
