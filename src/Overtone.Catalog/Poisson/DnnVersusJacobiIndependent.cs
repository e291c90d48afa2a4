using Overtone.Studies.Independent;
using Overtone.Theory.Poisson;

namespace Overtone.Catalog.Poisson;

/// <summary>Solutions and sweeps of the Poisson problem, computed once more.</summary>
internal static class DnnVersusJacobiIndependent
{
    private const int Cells = 60, Sweeps = 80;

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(DnnVersusJacobiIndependent),
        new IndependentComputation(
            "the solution on the grid", "SciPy's banded solver", "solution", new { cells = Cells },
            () => PoissonProblem.Published(Cells).Solve(), 11),
        new IndependentComputation(
            "the solution of the differential equation", "SciPy's boundary value solver", "reference", new { cells = Cells },
            () => [.. PoissonProblem.Published(Cells).Reference], 6),
        new IndependentComputation(
            "values after eighty Jacobi sweeps", "NumPy: a power of the sweep's matrix", "sweeps", new { cells = Cells, count = Sweeps },
            Swept, 11));

    private static double[] Swept()
    {
        PoissonProblem problem = PoissonProblem.Published(Cells);
        double[] values = new double[Cells + 1];
        for (int sweep = 0; sweep < Sweeps; sweep++)
            new Jacobi().Advance(problem, values);
        return values;
    }
}
