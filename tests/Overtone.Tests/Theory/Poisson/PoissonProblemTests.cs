using MathNet.Numerics.LinearAlgebra;
using Overtone.Theory.Poisson;

namespace Overtone.Tests.Theory.Poisson;

public class PoissonProblemTests
{
    [Fact]
    public void Elimination_solves_the_dense_system()
    {
        const int Cells = 30;
        var problem = PoissonProblem.Published(Cells);
        var h = problem.Spacing;
        var matrix = Matrix<double>.Build.Dense(
            Cells - 1,
            Cells - 1,
            (i, j) =>
                i == j ? 2 / (h * h)
                : Math.Abs(i - j) == 1 ? -1 / (h * h)
                : 0);
        var expected = matrix.Solve(Vector<double>.Build.Dense(Cells - 1, i => problem.Source[i + 1]));
        var found = problem.Solve();
        Assert.All(Enumerable.Range(0, Cells - 1), i => Assert.Equal(expected[i], found[i + 1], 1e-12));
        Assert.All(problem.Residual(found), r => Assert.Equal(0, r, 1e-9));
    }

    [Fact]
    public void The_published_solution_solves_the_equation_and_the_grid_comes_to_it_with_the_square_of_the_spacing()
    {
        var errors = new[] { 250, 500, 1000 }
            .Select(cells => PoissonProblem.Published(cells))
            .Select(p => p.LargestError(p.Solve()))
            .ToArray();
        Assert.Equal(4, errors[0] / errors[1], 0.05);
        Assert.Equal(4, errors[1] / errors[2], 0.05);
        var problem = PoissonProblem.Published(500);
        Assert.Equal((0, 0), (Math.Round(problem.Reference[0], 14), Math.Round(problem.Reference[^1], 14)));
    }
}
