namespace Overtone.Theory.Poisson;

/// <summary>
/// Jacobi's iteration, damped or not: u ← (1 − ω)u + ω D⁻¹((L + U)u + g). Undamped, the error's mode sin(kπi/n) shrinks by cos(kπ/n) a
/// sweep: middle modes first, and modes k and n − k equally slowly.
/// Source: 1901.06523, section 5.1.
/// </summary>
/// <param name="damping">ω, above 0 and at most 1; 1 for the paper's.</param>
public sealed class Jacobi(double damping = 1) : PoissonIteration
{
    /// <inheritdoc/>
    public override string Name => damping < 1 ? "damped jacobi" : "jacobi";

    /// <inheritdoc/>
    public override double WorkUnits => 1;

    /// <summary>The factor of mode k in one undamped sweep: cos(kπ/n).</summary>
    /// <param name="mode">k, from 1 to n − 1.</param>
    /// <param name="cells">n.</param>
    public static double Factor(int mode, int cells) => Math.Cos(mode * Math.PI / cells);

    /// <summary>The sweeps after which mode k is half of what it was: ln 2 / −ln |cos(kπ/n)|.</summary>
    /// <param name="mode">k, from 1 to n − 1.</param>
    /// <param name="cells">n.</param>
    public static double HalfTime(int mode, int cells) => Math.Log(2) / -Math.Log(Math.Abs(Factor(mode, cells)));

    /// <inheritdoc/>
    protected override void Step(PoissonProblem problem, double[] values)
    {
        double square = problem.Spacing * problem.Spacing, before = values[0];
        for (int i = 1; i < problem.Cells; i++)
        {
            double here = values[i];
            values[i] = ((1 - damping) * here) + (damping / 2 * (before + values[i + 1] + (square * problem.Source[i])));
            before = here;
        }
    }
}
