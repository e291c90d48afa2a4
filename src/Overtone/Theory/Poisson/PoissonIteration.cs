namespace Overtone.Theory.Poisson;

/// <summary>
/// A step towards the solution of a <see cref="PoissonProblem"/>. Its cost is counted in work units: one is a sweep that changes every
/// inner node of the grid once.
/// Source: 1901.06523, section 5; W. L. Briggs, A Multigrid Tutorial, 1987, for the work unit.
/// </summary>
public abstract class PoissonIteration
{
    /// <summary>The name for tables, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What one step costs, in work units.</summary>
    public abstract double WorkUnits { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="values">u at the nodes; changed in place, the ends excepted.</param>
    /// <exception cref="ArgumentException">There is not one value a node, or the grid does not suit the method.</exception>
    public void Advance(PoissonProblem problem, double[] values)
    {
        if (values.Length != problem.Nodes.Count)
            throw new ArgumentException($"There are {values.Length} values; the grid has {problem.Nodes.Count} nodes.", nameof(values));
        Step(problem, values);
    }

    /// <summary>Takes steps until the greatest error is small enough, looking at it every so many steps.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="values">u at the nodes to start from; changed in place.</param>
    /// <param name="accuracy">The error asked for.</param>
    /// <param name="lookEvery">Steps between two looks.</param>
    /// <returns>How many steps were taken.</returns>
    /// <exception cref="InvalidOperationException">It does not come there within ten million steps.</exception>
    public long Arrive(PoissonProblem problem, double[] values, double accuracy, int lookEvery = 1)
    {
        const int MostSteps = 10_000_000;
        for (long step = 0; step < MostSteps; step++)
        {
            if (step % lookEvery == 0 && problem.LargestError(values) <= accuracy)
                return step;
            Advance(problem, values);
        }

        throw new InvalidOperationException($"{Name} has not reached {accuracy} within {MostSteps:N0} sweeps on {problem.Cells} cells.");
    }

    /// <summary>One step on values of the right length.</summary>
    protected abstract void Step(PoissonProblem problem, double[] values);
}
