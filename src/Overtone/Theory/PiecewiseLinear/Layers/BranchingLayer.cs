namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>A layer whose units each take one of several affine candidates, always that which leads.</summary>
internal abstract class BranchingLayer : PiecewiseLinearLayer
{
    /// <summary>How many units there are.</summary>
    /// <param name="inputs">How many values the layer reads.</param>
    public abstract int UnitCount(int inputs);

    /// <summary>How many candidates a unit has.</summary>
    public abstract int CandidateCount(int unit);

    /// <summary>By how much one candidate of a unit leads another, in a row of values or, both being linear, of slopes.</summary>
    public abstract double Lead(double[] row, int unit, int candidate, int other);

    /// <summary>The rows after the layer where the units take these candidates.</summary>
    public abstract double[][] Apply(double[][] rows, int[] choices);

    /// <summary>The candidate that each unit takes at a point; of several that are equal, the first.</summary>
    /// <param name="values">What the layer reads there.</param>
    public int[] Choose(double[] values)
    {
        var choices = new int[UnitCount(values.Length)];
        for (int unit = 0; unit < choices.Length; unit++)
        {
            for (int candidate = 1; candidate < CandidateCount(unit); candidate++)
            {
                if (Lead(values, unit, candidate, choices[unit]) > 0)
                    choices[unit] = candidate;
            }
        }

        return choices;
    }
}
