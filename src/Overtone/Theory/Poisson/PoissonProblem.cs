using System.Numerics;

namespace Overtone.Theory.Poisson;

/// <summary>
/// −u″ = g on (−1, 1) with u = 0 at both ends, on n equal cells: (−u_{i−1} + 2u_i − u_{i+1})/h² = g_i at the n − 1 inner nodes.
/// Source: 1901.06523, section 5 and Fig. 4.
/// </summary>
public sealed class PoissonProblem
{
    private readonly double[] _nodes;
    private readonly double[] _source;
    private readonly double[] _reference;

    /// <summary>A problem from its right side and solution.</summary>
    /// <param name="cells">n, at least 2.</param>
    /// <param name="source">g.</param>
    /// <param name="reference">u, the solution of the differential equation.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two cells.</exception>
    public PoissonProblem(int cells, Func<double, double> source, Func<double, double> reference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 2);
        _nodes = [.. Enumerable.Range(0, cells + 1).Select(i => -1 + (2.0 * i / cells))];
        _source = [.. _nodes.Select(source)];
        _reference = [.. _nodes.Select(reference)];
    }

    /// <summary>The paper's problem: g = sin x + 4 sin 4x − 8 sin 8x + 16 sin 24x.</summary>
    /// <param name="cells">n, at least 2. The text speaks of 1,001 points; its panel of Jacobi errors belongs to 500 cells.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two cells.</exception>
    public static PoissonProblem Published(int cells)
    {
        static double Particular(double x) => Math.Sin(x) + (Math.Sin(4 * x) / 4) - (Math.Sin(8 * x) / 8) + (Math.Sin(24 * x) / 36);
        double slope = (Particular(-1) - Particular(1)) / 2, shift = -(Particular(-1) + Particular(1)) / 2;
        return new PoissonProblem(
            cells,
            x => Math.Sin(x) + (4 * Math.Sin(4 * x)) - (8 * Math.Sin(8 * x)) + (16 * Math.Sin(24 * x)),
            x => Particular(x) + (slope * x) + shift);
    }

    /// <summary>n, the number of cells.</summary>
    public int Cells => _nodes.Length - 1;

    /// <summary>h = 2/n, the width of a cell.</summary>
    public double Spacing => 2.0 / Cells;

    /// <summary>The n + 1 nodes, from −1 to 1.</summary>
    public IReadOnlyList<double> Nodes => _nodes;

    /// <summary>g at the nodes.</summary>
    public IReadOnlyList<double> Source => _source;

    /// <summary>u at the nodes: the solution of the differential equation, from which that of the grid differs by O(h²).</summary>
    public IReadOnlyList<double> Reference => _reference;

    /// <summary>
    /// The error of one coefficient, relative to the solution's: of the transform over the nodes without the end point, where its period
    /// ends.
    /// </summary>
    /// <param name="values">u at the nodes.</param>
    /// <param name="periods">Periods per interval.</param>
    public double RelativeError(IReadOnlyList<double> values, int periods)
    {
        Complex found = 0, expected = 0;
        for (int i = 0; i < Cells; i++)
        {
            var wave = Complex.Exp(new Complex(0, -2 * Math.PI * periods * i / Cells));
            found += values[i] * wave;
            expected += Reference[i] * wave;
        }

        return (found - expected).Magnitude / expected.Magnitude;
    }

    /// <summary>The solution of the grid's equations, by elimination.</summary>
    public double[] Solve() => Solve(_source, Spacing);

    /// <summary>g − A u at the nodes; zero at the ends.</summary>
    /// <param name="values">u at the nodes.</param>
    public double[] Residual(IReadOnlyList<double> values)
    {
        var residual = new double[_nodes.Length];
        for (int i = 1; i < Cells; i++)
            residual[i] = _source[i] - (((2 * values[i]) - values[i - 1] - values[i + 1]) / (Spacing * Spacing));
        return residual;
    }

    /// <summary>The greatest distance from the solution of the differential equation.</summary>
    /// <param name="values">u at the nodes.</param>
    public double LargestError(IReadOnlyList<double> values) => values.Zip(_reference, (a, b) => Math.Abs(a - b)).Max();

    /// <summary>Elimination for the matrix −1, 2, −1 over h², with zero at both ends.</summary>
    internal static double[] Solve(double[] source, double spacing)
    {
        int last = source.Length - 1;
        double[] values = new double[last + 1], pivots = new double[last + 1];
        for (int i = 1; i < last; i++)
        {
            pivots[i] = 2 - (i > 1 ? 1 / pivots[i - 1] : 0);
            values[i] = (spacing * spacing * source[i]) + (i > 1 ? values[i - 1] / pivots[i - 1] : 0);
        }

        for (int i = last - 1; i >= 1; i--)
            values[i] = (values[i] + values[i + 1]) / pivots[i];
        return values;
    }
}
