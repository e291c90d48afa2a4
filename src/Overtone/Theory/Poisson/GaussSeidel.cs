namespace Overtone.Theory.Poisson;

/// <summary>
/// The Gauss-Seidel iteration, from left to right: each node uses its left neighbour's new value. Its slowest factor is cos²(π/n), that of
/// two sweeps of <see cref="Jacobi"/>.
/// Source: W. L. Briggs, A Multigrid Tutorial, 1987; 1901.06523 compares with Jacobi only.
/// </summary>
public sealed class GaussSeidel : PoissonIteration
{
    /// <inheritdoc/>
    public override string Name => "gauss-seidel";

    /// <inheritdoc/>
    public override double WorkUnits => 1;

    /// <inheritdoc/>
    protected override void Step(PoissonProblem problem, double[] values)
    {
        double square = problem.Spacing * problem.Spacing;
        for (int i = 1; i < problem.Cells; i++)
            values[i] = (values[i - 1] + values[i + 1] + (square * problem.Source[i])) / 2;
    }
}
