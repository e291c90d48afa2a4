namespace Overtone.Theory.Poisson;

/// <summary>
/// A two-grid cycle: a sweep of damped Jacobi (ω = 2/3), the residual solved on every second node and carried back, another sweep. High
/// frequencies die on the fine grid and low ones on the coarse grid, so that the error shrinks to a ninth a cycle whatever n is.
/// Source: W. L. Briggs, A Multigrid Tutorial, 1987; the classical answer to the observation of 1901.06523, Fig. 4.
/// </summary>
public sealed class TwoGrid : PoissonIteration
{
    private static readonly Jacobi Smoother = new(2 / 3.0);

    /// <inheritdoc/>
    public override string Name => "two-grid";

    /// <summary>Two sweeps, a residual, the two transfers and the elimination on half the nodes, each counted as one.</summary>
    public override double WorkUnits => 5;

    /// <inheritdoc/>
    protected override void Step(PoissonProblem problem, double[] values)
    {
        if (problem.Cells % 2 != 0)
            throw new ArgumentException($"The grid has {problem.Cells} cells; two grids need an even number.", nameof(problem));
        Smoother.Advance(problem, values);
        double[] fine = problem.Residual(values), coarse = new double[(problem.Cells / 2) + 1];
        for (int i = 1; i < coarse.Length - 1; i++)
            coarse[i] = (fine[(2 * i) - 1] + (2 * fine[2 * i]) + fine[(2 * i) + 1]) / 4;
        double[] correction = PoissonProblem.Solve(coarse, 2 * problem.Spacing);
        for (int i = 1; i < problem.Cells; i++)
            values[i] += i % 2 == 0 ? correction[i / 2] : (correction[i / 2] + correction[(i / 2) + 1]) / 2;
        Smoother.Advance(problem, values);
    }
}
