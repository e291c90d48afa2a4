using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.TrainingStages;

public class LossRatesTests
{
    private static readonly double[] Cutoffs = [0.2, 0.5, 1, 2.5, 6];

    [Theory]
    [InlineData(HiddenActivation.Relu)]
    [InlineData(HiddenActivation.ReluSquared)]
    [InlineData(HiddenActivation.Tanh)]
    public void Both_sides_of_every_cutoff_change_by_the_gradient_s_square_and_the_bound_holds(HiddenActivation activation)
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 2048);
        using var network = Network(activation);
        for (int step = 0; step < 30; step++)
        {
            var rates = LossRates.Of(network, Target(grid), grid, Cutoffs, out var gradient);
            for (int n = 0; n < Cutoffs.Length; n++)
            {
                Assert.Equal(-1, (rates.LowRate[n] + rates.HighRate[n]) / rates.GradientSquare, 1e-12);
                Assert.True(rates.Ratio(n) <= rates.Bound(n) * (1 + 1e-10));
                Assert.True(rates.Bound(n) <= rates.LateBound(n));
                Assert.True(rates.HighTangents[n] <= rates.SmoothTangents[n] * (1 + 1e-10));
            }

            network.Parameters.sub_(0.02 * gradient);
        }
    }

    [Fact]
    public void Along_descent_the_rates_are_those_of_every_step_until_the_loss_has_doubled()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 2048);
        using var network = OneHiddenLayer.Draw(HiddenActivation.Tanh, 10, seed: 1);
        using var again = OneHiddenLayer.Draw(HiddenActivation.Tanh, 10, seed: 1);
        var steps = LossRates.AlongDescent(network, Target(grid), grid, [0, .. Cutoffs], 0.02, steps: 5).ToArray();
        Assert.Equal(6, steps.Length);
        foreach (var rates in steps)
        {
            var expected = LossRates.Of(again, Target(grid), grid, [0, .. Cutoffs], out var gradient);
            Assert.Equal(expected.Loss, rates.Loss);
            Assert.InRange(rates.Imbalance, 0, 1e-12);
            Assert.Equal(Enumerable.Range(0, 6).Max(n => expected.Ratio(n) / expected.Bound(n)), rates.BoundUsed, 1e-12);
            Assert.InRange(rates.LateBoundUsed, 0, rates.BoundUsed);
            Assert.InRange(rates.SmoothnessUsed, 0, 1 + 1e-10);
            again.Parameters.sub_(0.02 * gradient);
        }

        using var fast = OneHiddenLayer.Draw(HiddenActivation.ReluSquared, 40, seed: 1);
        var diverged = LossRates.AlongDescent(fast, Target(grid), grid, Cutoffs, 10, steps: 50).ToArray();
        Assert.InRange(diverged.Length, 1, 50);
        Assert.All(diverged, rates => Assert.True(rates.Loss < 2 * diverged[0].Loss));
    }

    // Independent of every formula here: the loss above a cut-off, before and after a small step, by a transform written out.
    [Fact]
    public void The_rates_are_differences_of_the_split_loss()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(10, 256);
        using var network = Network(HiddenActivation.Tanh);
        var rates = LossRates.Of(network, Target(grid), grid, Cutoffs, out var gradient);
        const double Step = 1e-6;
        var before = network.Parameters.clone();
        network.Parameters.copy_(before - (Step * gradient));
        double[] after = Split(network, grid);
        network.Parameters.copy_(before + (Step * gradient));
        double[] back = Split(network, grid);
        for (int n = 0; n < Cutoffs.Length; n++)
            Assert.Equal((after[n] - back[n]) / (2 * Step), rates.HighRate[n], 1e-7 * rates.GradientSquare);
        network.Parameters.copy_(before);
        Assert.All(Split(network, grid).Zip(rates.HighLoss), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void The_gradient_is_that_of_automatic_differentiation()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(10, 512);
        using var network = Network(HiddenActivation.ReluSquared);
        LossRates.Of(network, Target(grid), grid, Cutoffs, out var gradient);
        var p = network.Parameters.clone().requires_grad_();
        var values = p[0].matmul(((p[1].unsqueeze(1) * grid.Points) + p[2].unsqueeze(1)).relu().square());
        (grid.Spacing * ((values - Target(grid)) * grid.RootDensity).square().sum()).backward();
        Tensors.RequireNear(p.grad!, gradient, 1e-12);
    }

    [Fact]
    public void Densities_have_mass_one_and_deviation_one()
    {
        foreach (var grid in new[] { WeightedGrid.Normal(12, 4096), WeightedGrid.Uniform(12, 4096) })
        {
            using (grid)
            using (NewDisposeScope())
            {
                var density = grid.RootDensity.square() * grid.Spacing;
                Assert.Equal(1, density.sum().item<double>(), 5e-3);
                Assert.Equal(1, (density * grid.Points.square()).sum().item<double>(), 1e-2);
            }
        }
    }

    // One kink at 0 and a constant error: above a cut-off, energy falls as η to the power −3 for a kink in q itself.
    [Fact]
    public void A_kink_has_the_tail_that_theory_says()
    {
        using var scope = NewDisposeScope();
        using var grid = WeightedGrid.Normal(12, 1 << 15);
        using var network = new OneHiddenLayer(
            HiddenActivation.Relu, ones(1, dtype: float64), ones(1, dtype: float64), zeros(1, dtype: float64));
        double[] cutoffs = [5, 10, 20, 40];
        var rates = LossRates.Of(network, zeros(1 << 15, dtype: float64), grid, cutoffs, out _);
        // The slope jumps by √ρ(0), so |q̂| = √ρ(0) / (2πξ)², and both tails together hold 2ρ(0) / (3 (2π)⁴ η³).
        for (int n = 0; n < cutoffs.Length; n++)
            Assert.Equal(
                1, rates.HighLoss[n] / (2 / Math.Sqrt(2 * Math.PI) / (3 * Math.Pow(2 * Math.PI, 4) * Math.Pow(cutoffs[n], 3))), 0.02);
    }

    [Fact]
    public void A_cutoff_at_or_beyond_Nyquist_is_refused()
    {
        using var grid = WeightedGrid.Normal(12, 48);
        using var network = Network(HiddenActivation.Tanh);
        Assert.Throws<ArgumentOutOfRangeException>(() => LossRates.Of(network, Target(grid), grid, [1], out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossRates.Of(network, Target(grid), grid, [-0.1], out _));
    }

    private static OneHiddenLayer Network(HiddenActivation activation) =>
        new(activation, Draw.Normal(1, 6) / 3, Draw.Normal(2, 6), Draw.Normal(3, 6));

    private static Tensor Target(WeightedGrid grid) => (2 * grid.Points).sin() + (0.5 * (6 * grid.Points).sin());

    private static double[] Split(OneHiddenLayer network, WeightedGrid grid)
    {
        double[] q = ((network.Values(grid.Points) - Target(grid)) * grid.RootDensity).data<double>().ToArray();
        int count = q.Length;
        double[] power = [.. Enumerable.Range(0, count).Select(k =>
        {
            double real = 0, imaginary = 0;
            for (int n = 0; n < count; n++)
            {
                real += q[n] * Math.Cos(2 * Math.PI * k * n / count);
                imaginary -= q[n] * Math.Sin(2 * Math.PI * k * n / count);
            }

            return ((real * real) + (imaginary * imaginary)) / count * grid.Spacing;
        })];
        return [.. Cutoffs.Select(cutoff => power.Where((_, k) => Math.Min(k, count - k) / (count * grid.Spacing) > cutoff).Sum())];
    }
}
