using Overtone.Catalog.Poisson;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Theory.Poisson;
using Overtone.Training;

namespace Overtone.Catalog.Tests.Poisson;

/// <summary>From where Jacobi goes on: a network's state, and those of learners blind to frequency that have its error.</summary>
public class NetworkHandOverTests
{
    private static readonly DnnVersusJacobiOptions Small = new()
    {
        Cells = 64,
        Widths = [8],
        Steps = 10,
        Replicates = 1,
        Accuracy = 0.1,
    };

    private static readonly PoissonProblem Problem = PoissonProblem.Published(Small.Cells);

    /// <summary>
    /// The network of the seed, trained for as many steps, has a root mean square error; those of the shrunk solution and of white noise
    /// follow from their largest errors.
    /// </summary>
    [Fact]
    public void Blind_learners_start_with_the_networks_root_mean_square_error()
    {
        var arrivals = Run().Rows<DnnVersusJacobi.Arrival>();
        foreach (var step in new long[] { 1, 10 })
        {
            double StartError(string solver) => arrivals.Single(r => r.Solver == solver && r.Handover == step).StartError;
            double[] values = NetworkAfter(step);
            (values[0], values[^1]) = (0, 0);
            var error = Norm([.. values.Zip(Problem.Reference, (value, exact) => value - exact)]);
            Assert.Equal(Problem.LargestError(values), StartError(DnnVersusJacobi.HandOver), 1e-6);
            Assert.Equal(error, StartError(DnnVersusJacobi.AfterShrinking) * NormOverLargest(Problem.Reference), 1e-6);
            Assert.Equal(error, StartError(DnnVersusJacobi.AfterWhite) * NormOverLargest(Noise()), 1e-6);
        }
    }

    [Fact]
    public void The_errors_of_white_noise_are_those_of_the_solution_with_as_much_noise_as_the_network_is_wrong_by()
    {
        var errors = Run().Rows<DnnVersusJacobi.SpectralError>();
        double[] noise = Noise();
        var scale = Norm([.. NetworkAfter(0).Zip(Problem.Reference, (value, exact) => value - exact)]) / Norm(noise);
        double[] noisy = [.. Problem.Reference.Zip(noise, (exact, n) => exact + (scale * n))];
        foreach (var peak in DnnVersusJacobi.Peaks)
        {
            var row = errors.Single(r => r.Solver == DnnVersusJacobi.White && r.Step == 0 && r.Frequency == peak);
            Assert.Equal(Problem.RelativeError(noisy, peak), row.Error, 1e-6);
        }
    }

    [Fact]
    public void A_step_and_a_sweep_take_time_and_a_step_more_of_it()
    {
        var timings = Run().Rows<DnnVersusJacobi.Timing>().ToDictionary(r => r.Solver, r => r.Seconds);
        Assert.Equal(["jacobi", DnnVersusJacobi.Network], timings.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(timings["jacobi"], 1e-9, timings[DnnVersusJacobi.Network]);
    }

    private static TableSet Run()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new DnnVersusJacobi(), Small);
        Assert.Empty(outcome.Failures);
        return outcome.Tables;
    }

    private static double[] NetworkAfter(long steps)
    {
        var initialisation = new Initialisation(WeightDistribution.Normal, Small.WeightScale, Small.Scale);
        using var energy = new RitzEnergy(Problem);
        using var network = new MultilayerPerceptron(new PerceptronShape([1, 8, 1], Small.Activation), initialisation, Small.Seed);
        using var trainer = new Trainer(
            network, new TrainingData(energy.Nodes, energy.Nodes),
            new TrainingOptions(Optimiser.Adam, Small.LearningRate, Loss.MeanSquared), _ => energy.Of(network));
        trainer.TrainTo(steps, default);
        return energy.Values(network);
    }

    // White but for the ends, where the solution is known.
    private static double[] Noise()
    {
        using var drawn = RandomStreams.Normal(Small.Seed, "white-noise", 0, 1, Problem.Nodes.Count);
        double[] noise = [.. drawn.data<float>().ToArray().Select(n => (double)n)];
        (noise[0], noise[^1]) = (0, 0);
        return noise;
    }

    private static double NormOverLargest(IReadOnlyList<double> values) => Norm(values) / values.Max(value => Math.Abs(value));

    private static double Norm(IReadOnlyList<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
