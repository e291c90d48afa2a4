using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.TrainingStages;

/// <summary>The rates of deep networks under losses of any power.</summary>
public class PowerLossRatesTests
{
    private static readonly double[] Cutoffs = [0, 0.2, 0.5, 1, 2.5, 6];

    [Theory]
    [InlineData(HiddenActivation.Relu, 2, 2, 2e-3)]
    [InlineData(HiddenActivation.Relu, 3, 4, 2e-3)]
    [InlineData(HiddenActivation.ReluSquared, 2, 4, 1e-8)]
    [InlineData(HiddenActivation.Tanh, 4, 3, 2e-3)]
    [InlineData(HiddenActivation.Tanh, 2, 4, 2e-3)]
    public void At_every_step_both_sides_add_up_and_keep_their_bounds(
        HiddenActivation activation, int hiddenLayers, double power, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 2048);
        using var network = DeepNetwork.Draw(activation, hiddenLayers, 8, seed: 3);
        double before = double.PositiveInfinity;
        LossRates[] steps = [.. LossRates.AlongDescent(network, Target(grid), grid, Cutoffs, learningRate, steps: 40, power)];
        Assert.Equal(41, steps.Length);
        foreach (var rates in steps)
        {
            Assert.Equal(power, rates.Power);
            Assert.InRange(rates.Imbalance, 0, 1e-12);
            Assert.InRange(rates.LossImbalance, 0, 1e-12);
            Assert.InRange(rates.BoundUsed, 0, 1 + 1e-10);
            Assert.InRange(rates.LateBoundUsed, 0, rates.BoundUsed);
            Assert.InRange(rates.SmoothnessUsed, 0, 1 + 1e-10);
            Assert.True(rates.HighLoss[0] <= Math.Pow(rates.Loss, 2 / power) * (1 + 1e-10));
            Assert.True(rates.Loss < before);
            before = rates.Loss;
        }

        var windows = HalfLifeWindow.Of(steps, learningRate).ToArray();
        Assert.All(windows, window => Assert.All(
            window.Ratios.Zip(window.Bounds), pair => Assert.InRange(pair.First, 0, pair.Second)));
    }

    // The energy above a cut-off and the loss, before and after a small step, from the values alone.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void The_rates_are_differences_along_the_flow(double power)
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(10, 256);
        using var network = DeepNetwork.Draw(HiddenActivation.Tanh, 2, 6, seed: 1);
        var rates = LossRates.Of(network, Target(grid), grid, Cutoffs, out var gradient, power);
        const double Step = 1e-7;
        var start = network.Parameters.clone();
        network.Parameters.copy_(start - (Step * gradient));
        var after = LossRates.Of(network, Target(grid), grid, Cutoffs, out _, power);
        network.Parameters.copy_(start + (Step * gradient));
        var back = LossRates.Of(network, Target(grid), grid, Cutoffs, out _, power);
        for (var n = 0; n < Cutoffs.Length; n++)
            Assert.Equal((after.HighLoss[n] - back.HighLoss[n]) / (2 * Step), rates.HighRate[n], 1e-6 * rates.GradientSquare);
        Assert.Equal((after.Loss - back.Loss) / (2 * Step), -rates.GradientSquare, 1e-6 * rates.GradientSquare);
        network.Parameters.copy_(start);
        var deviation = network.Values(grid.Points) - Target(grid);
        Assert.Equal(
            (grid.Spacing * deviation.abs().pow(power) * grid.RootDensity.square()).sum().item<double>(), rates.Loss, 1e-12 * rates.Loss);
    }

    [Fact]
    public void Rates_at_every_third_step_are_some_of_those_at_every_step()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 512);
        LossRates[] Rates(int every)
        {
            using var network = DeepNetwork.Draw(HiddenActivation.Tanh, 2, 6, seed: 1);
            return [.. LossRates.AlongDescent(network, Target(grid), grid, Cutoffs, 0.005, steps: 10, 4, every)];
        }

        LossRates[] all = Rates(1), some = Rates(3);
        Assert.Equal(4, some.Length);
        Assert.All(some.Select((rates, n) => (rates, n)), pair => Assert.Equal(all[3 * pair.n].Loss, pair.rates.Loss, 1e-12));
    }

    [Fact]
    public void A_power_below_two_is_refused()
    {
        using var grid = WeightedGrid.Normal(12, 512);
        using var network = DeepNetwork.Draw(HiddenActivation.Tanh, 2, 3, seed: 1);
        using var target = Target(grid);
        Assert.Throws<ArgumentOutOfRangeException>(() => LossRates.Of(network, target, grid, Cutoffs, out _, 1.5));
    }

    private static Tensor Target(WeightedGrid grid) => (2 * grid.Points).sin() + (0.5 * (6 * grid.Points).sin());
}
