using Overtone.Theory.Poisson;

namespace Overtone.Tests.Theory.Poisson;

public class PoissonIterationTests
{
    private const int Cells = 64;
    private static readonly PoissonProblem Problem = PoissonProblem.Published(Cells);
    private static readonly double[] Solution = Problem.Solve();

    public static TheoryData<string> Names => ["jacobi", "damped jacobi", "gauss-seidel", "two-grid"];

    private static PoissonIteration Iteration(string name) => name switch
    {
        "jacobi" => new Jacobi(),
        "damped jacobi" => new Jacobi(2 / 3.0),
        "gauss-seidel" => new GaussSeidel(),
        _ => new TwoGrid(),
    };

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private static double[] WithMode(int mode, double amplitude) =>
        [.. Solution.Select((u, i) => u + (amplitude * Math.Sin(mode * Math.PI * i / Cells)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_solution_stays_where_it_is_and_is_reached_from_zero(string name)
    {
        var iteration = Iteration(name);
        Assert.Equal(name, iteration.Name);
        var still = (double[])Solution.Clone();
        iteration.Advance(Problem, still);
        Assert.InRange(Distance(still, Solution), 0, 1e-13);

        var values = new double[Cells + 1];
        for (var step = 0; step < 20_000; step++)
        {
            iteration.Advance(Problem, values);
        }

        Assert.InRange(Distance(values, Solution), 0, 1e-11);
        Assert.Equal((0, 0), (values[0], values[^1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(57)]
    public void Jacobi_shrinks_each_mode_by_its_cosine(int mode)
    {
        var values = WithMode(mode, 1);
        new Jacobi().Advance(Problem, values);
        Assert.InRange(Distance(values, WithMode(mode, Math.Cos(mode * Math.PI / Cells))), 0, 1e-12);
    }

    [Fact]
    public void Jacobi_is_slow_at_both_ends_of_the_spectrum()
    {
        Assert.Equal(Jacobi.HalfTime(2, 500), Jacobi.HalfTime(498, 500), 1e-6);
        Assert.True(Jacobi.HalfTime(250 - 20, 500) < Jacobi.HalfTime(16, 500));
        // The published panel's half-times, by its DFT indices 1, 3 and 8, belong to 500 cells and not to the 1,000 of the text.
        Assert.Equal([8779, 975, 137], new[] { 2, 6, 16 }.Select(mode => Math.Round(Jacobi.HalfTime(mode, 500))));
        Assert.Equal(
            [35_100, 3900, 548],
            new[] { 2, 6, 16 }.Select(mode => Math.Round(Jacobi.HalfTime(mode, 1000) / (mode == 16 ? 1 : 100)) * (mode == 16 ? 1 : 100)));
    }

    [Fact]
    public void Gauss_seidel_does_in_one_sweep_what_jacobi_does_in_two()
    {
        // Far from the solution, in its slowest mode too, which the odd solution does not have.
        double[] jacobi = WithMode(1, 1), seidel = WithMode(1, 1);
        for (var sweep = 0; sweep < 2000; sweep++)
        {
            new GaussSeidel().Advance(Problem, seidel);
            new Jacobi().Advance(Problem, jacobi);
            new Jacobi().Advance(Problem, jacobi);
        }

        // Both have left only the slowest mode, with factors of one size.
        Assert.Equal(1, Distance(seidel, Solution) / Distance(jacobi, Solution), 0.1);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    public void Two_grids_shrink_every_error_to_a_ninth_whatever_the_grid(int cells)
    {
        var problem = PoissonProblem.Published(cells);
        var solution = problem.Solve();
        double[] values = new double[cells + 1];
        double before = double.NaN, factor = 0;
        for (var cycle = 0; cycle < 6; cycle++)
        {
            new TwoGrid().Advance(problem, values);
            var error = Math.Sqrt(values.Zip(solution, (a, b) => (a - b) * (a - b)).Sum());
            factor = error / before;
            before = error;
        }

        Assert.InRange(factor, 0.01, 0.12);
    }

    [Fact]
    public void Grids_that_do_not_suit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TwoGrid().Advance(PoissonProblem.Published(9), new double[10]));
        Assert.Throws<ArgumentException>(() => new Jacobi().Advance(Problem, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonProblem.Published(1));
    }
}
