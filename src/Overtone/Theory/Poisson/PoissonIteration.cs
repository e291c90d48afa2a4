namespace Overtone.Theory.Poisson;

/// <summary>
/// A step towards the solution of a <see cref="PoissonProblem"/>. Its cost is counted in work units: one is a sweep that changes every
/// inner node of the grid once.
/// Source: 1901.06523, section 4; W. L. Briggs, A Multigrid Tutorial, 1987, for the work unit.
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

    /// <summary>One step on values of the right length.</summary>
    protected abstract void Step(PoissonProblem problem, double[] values);
}
