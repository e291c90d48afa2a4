using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.TrainingStages;

public class HalfLifeWindowTests
{
    [Fact]
    public void Every_window_halves_the_loss_and_keeps_its_bound()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 1024);
        using var network = new OneHiddenLayer(HiddenActivation.Relu, Draw.Normal(1, 20) / 4, Draw.Normal(2, 20), Draw.Normal(3, 20));
        var target = (2 * grid.Points).sin();
        var steps = new List<LossRates>();
        for (int step = 0; step < 400; step++)
        {
            using var inner = NewDisposeScope();
            steps.Add(LossRates.Of(network, target, grid, [0.5, 2], out var gradient));
            network.Parameters.sub_(0.02 * gradient);
        }

        HalfLifeWindow[] windows = [.. HalfLifeWindow.Of(steps, 0.02)];
        Assert.NotEmpty(windows);
        Assert.Equal(0, windows[0].First);
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.Last, pair.Second.First));
        foreach (var window in windows)
        {
            Assert.True(steps[window.Last].Loss <= steps[window.First].Loss / 2);
            Assert.True(steps[window.Last - 1].Loss > steps[window.First].Loss / 2);
            Assert.All(window.Ratios.Zip(window.Bounds), pair => Assert.InRange(pair.First, 0, pair.Second));
        }
    }

    [Fact]
    public void A_loss_that_never_halves_has_no_window() => Assert.Empty(HalfLifeWindow.Of([], 0.1));
}
