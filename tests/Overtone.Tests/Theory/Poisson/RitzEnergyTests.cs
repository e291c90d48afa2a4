using Overtone.Models.Networks;
using Overtone.Theory.Poisson;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.Poisson;

public class RitzEnergyTests
{
    /// <summary>The network a·tanh(wx + b) + c has values and slopes in closed form.</summary>
    [Fact]
    public void It_is_the_sum_of_the_closed_form()
    {
        using var scope = NewDisposeScope();
        var problem = PoissonProblem.Published(40);
        using var network = new MultilayerPerceptron(
            new PerceptronShape([1, 1, 1], Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0.8), 2);
        var p = network.named_parameters().Select(n => (double)n.parameter.item<float>()).ToArray();
        double Value(double x) => (p[2] * Math.Tanh((p[0] * x) + p[1])) + p[3];
        double Slope(double x) => p[2] * p[0] * (1 - Math.Pow(Math.Tanh((p[0] * x) + p[1]), 2));
        double Energy(int i) => (0.5 * Math.Pow(Slope(problem.Nodes[i]), 2)) - (problem.Source[i] * Value(problem.Nodes[i]));
        var edges = Math.Pow(Value(-1), 2) + Math.Pow(Value(1), 2);
        var expected = (problem.Spacing * Enumerable.Range(1, 39).Sum(Energy)) + (10 * edges);
        using var energy = new RitzEnergy(problem);
        Assert.Equal(expected, energy.Of(network).item<float>(), 1e-5);
    }

    [Fact]
    public void Training_on_it_comes_near_the_solution()
    {
        using var scope = NewDisposeScope();
        // −u″ = π² sin πx: one low frequency.
        var problem = new PoissonProblem(40, x => Math.PI * Math.PI * Math.Sin(Math.PI * x), x => Math.Sin(Math.PI * x));
        using var energy = new RitzEnergy(problem, boundary: 50);
        using var network = new MultilayerPerceptron(
            new PerceptronShape([1, 32, 32, 1], Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1), 1);
        using var trainer = new Trainer(
            network,
            new TrainingData(energy.Nodes, energy.Nodes),
            new TrainingOptions(Optimiser.Adam, 3e-3, Loss.MeanSquared),
            _ => energy.Of(network));
        trainer.TrainTo(1500);
        Assert.InRange(problem.LargestError(network.call(energy.Nodes).Numbers()), 0, 0.15);
    }

    [Fact]
    public void A_step_costs_three_sweeps_a_weight() =>
        Assert.Equal(3 * 3048, RitzEnergy.WorkUnitsPerStep(new PerceptronShape([1, 48, 60, 2], Activation.Tanh)), 1e-9);

    [Fact]
    public void Values_are_those_at_the_nodes()
    {
        using var energy = new RitzEnergy(PoissonProblem.Published(40));
        using var network = new MultilayerPerceptron(
            new PerceptronShape([1, 4, 1], Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1), 2);
        using var values = network.call(energy.Nodes);
        Assert.Equal(values.Numbers(), energy.Values(network));
        Tensors.RequireNoTensorLeft(() => energy.Values(network), times: 2);
    }
}
